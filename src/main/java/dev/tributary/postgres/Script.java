package dev.tributary.postgres;

import java.util.List;

/**
 * What one transaction does, in one round trip.
 *
 * @param readOnly whether the server refuses whatever would write
 * @param settings for this transaction alone, such as {@code hnsw.ef_search = 100}; made by us,
 *     never of what somebody sent
 * @param statements in order, at least one
 * @param maxAnswer the most bytes of all answers
 */
public record Script(
    boolean readOnly, List<String> settings, List<Statement> statements, int maxAnswer) {
  private static final int ROWS_OF_PASSAGES = 16 * 1024 * 1024;
  private static final int ROWS_OF_IDS = 256 * 1024 * 1024;

  public Script {
    settings = List.copyOf(settings);
    statements = List.copyOf(statements);
  }

  /** Reads what a question wants. */
  public static Script reading(List<String> settings, List<Statement> statements) {
    return new Script(true, settings, statements, ROWS_OF_PASSAGES);
  }

  /** Reads or writes what filling a source needs. */
  public static Script maintaining(boolean readOnly, List<Statement> statements) {
    return new Script(readOnly, List.of(), statements, ROWS_OF_IDS);
  }

  /** How its transaction begins. */
  String begin(long timeoutMillis) {
    StringBuilder begin = new StringBuilder(readOnly ? "BEGIN READ ONLY" : "BEGIN READ WRITE");
    begin.append("; SET LOCAL statement_timeout = ").append(timeoutMillis);
    settings.forEach(setting -> begin.append("; SET LOCAL ").append(setting));
    return begin.toString();
  }

  /**
   * How it ends: what only read leaves nothing behind, no setting of the session either. After a
   * failure the server makes a rollback of a commit.
   */
  String end() {
    return readOnly ? "ROLLBACK" : "COMMIT";
  }
}
