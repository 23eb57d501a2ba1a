package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one retrieval: pairs of key and value in a fixed order. It is API.
 *
 * <pre>
 * retrieval outcome=partial took_ms=312 passages=10 answered=3/4
 *   sources=docs:ok:12,wiki:timeout:300 steps=embedding:ok:4,ranking:ok:2 id=r-… trace_id=… question="…"
 * </pre>
 *
 * <p>What is not known is left out: of one that was cancelled or failed, all that its answer would
 * tell.
 */
final class RetrievalLine {
  private static final int USUAL_LENGTH = 384;

  private final StringBuilder line = new StringBuilder(USUAL_LENGTH);

  private RetrievalLine() {}

  /**
   * The line.
   *
   * @param answer null when there is none
   * @param traceId null when it is not traced
   * @param question null when the log is not to hold it
   */
  static String of(
      RetrievalOutcome outcome,
      String id,
      long tookMillis,
      @Nullable Retrieval answer,
      @Nullable String traceId,
      @Nullable String question) {
    RetrievalLine line = new RetrievalLine();
    line.line.append("retrieval outcome=").append(outcome.wireName());
    line.line.append(" took_ms=").append(tookMillis);
    if (answer != null) {
      line.answer(answer);
    }
    line.line.append(" id=").append(id);
    if (traceId != null) {
      line.line.append(" trace_id=").append(traceId);
    }
    if (question != null) {
      line.quoted(question);
    }
    return line.line.toString();
  }

  private void answer(Retrieval answer) {
    line.append(" passages=").append(answer.ranked().passages().size());
    line.append(" answered=").append(answer.coverage().answered());
    line.append('/').append(answer.coverage().requested());
    String before = " sources=";
    for (SourceReport report : answer.sources()) {
      part(before, report.source(), report.outcome().status(), report.elapsedMillis());
      before = ",";
    }
    before = " steps=";
    for (Step step : answer.steps()) {
      part(before, step.name(), step.status().wireName(), step.elapsedMillis());
      before = ",";
    }
  }

  private void part(String before, String name, String status, long millis) {
    line.append(before).append(name).append(':').append(status).append(':').append(millis);
  }

  /** One line, whatever the text holds: what a client writes must not look like a line of ours. */
  private void quoted(String text) {
    line.append(" question=\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.append(' ');
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
