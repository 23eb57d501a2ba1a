package dev.tributary.ranking;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a ranked list when it was packed.
 *
 * @param omitted what was left out, best first, at most {@value #MOST_LISTED}
 * @param omittedCount how many were left out
 * @param tokens of all passages together; null when nobody asked for a bound
 * @param tokenizer that counted them: a model's name or {@code characters}; null with the tokens
 */
public record Packed(
    List<Omitted> omitted, int omittedCount, @Nullable Integer tokens, @Nullable String tokenizer) {
  /** The most that are listed; the rest is counted. */
  public static final int MOST_LISTED = 100;

  /** The name for a token every four characters. */
  public static final String CHARACTERS = "characters";

  public Packed {
    omitted = List.copyOf(omitted);
  }

  /**
   * A passage that is not in the answer, though its rank would have brought it there.
   *
   * @param id its own
   * @param of the passage in the answer that stands for it; null when none does
   */
  public record Omitted(String id, Reason reason, @Nullable String of) {}

  /** Why a passage is not in the answer. */
  public enum Reason {
    /** There was no room left for all of it. */
    MAX_TOKENS,
    /** It says nothing beyond another one, and was merged into it. */
    DUPLICATE,
    /** It is too much like another one, or its source has its share. */
    DIVERSITY;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
