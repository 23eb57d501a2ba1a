package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Vector;
import java.util.OptionalInt;

/**
 * How many dimensions the vectors of a source's model have: as configured, else those of the first
 * vector that came by. So a check can tell that a collection was made for another model.
 */
public final class Dimensions {
  private static final int MOST = 65_536;

  private volatile int known;

  /**
   * @param configured by the operator, if at all
   */
  public Dimensions(OptionalInt configured) {
    known = configured.orElse(0);
  }

  /**
   * A source's key {@code dimensions}.
   *
   * @param prefix of its keys, such as {@code tributary.source.qdrant."wiki"}
   * @throws BadConfiguration when no vector has so many
   */
  public static OptionalInt configured(String prefix, OptionalInt value) {
    if (value.isPresent() && (value.getAsInt() < 1 || value.getAsInt() > MOST)) {
      throw new BadConfiguration(
          prefix + ".dimensions", String.valueOf(value.getAsInt()), "1 to " + MOST);
    }
    return value;
  }

  /** Remembers a vector of the model, a question's or a chunk's. */
  public void saw(Vector vector) {
    if (known == 0) {
      known = vector.values().length;
    }
  }

  /** What is known; empty before the first vector. */
  public OptionalInt known() {
    int now = known;
    return now == 0 ? OptionalInt.empty() : OptionalInt.of(now);
  }

  /**
   * Compares with what the store holds.
   *
   * @param where the collection, table or index, for the message
   * @throws SourceException BAD_REQUEST when they differ, with both numbers
   */
  public void require(String where, int held) {
    int now = known;
    if (now != 0 && now != held) {
      throw mismatch(where, held, now);
    }
  }

  /** A vector that does not fit: what was found and what was expected. */
  public static SourceException mismatch(String where, int held, int asked) {
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        "%s holds vectors of %d dimensions, the model's have %d".formatted(where, held, asked));
  }
}
