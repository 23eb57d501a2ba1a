package dev.tributary.embedding;

import dev.tributary.guard.Deadline;
import java.time.Duration;

/** What a text is embedded for, in the order of who goes first. */
enum Lane {
  /** A question: everything else of its answer waits for it. */
  QUESTION(256, Lane.LONGEST_ANSWER_SECONDS),
  /** A passage that a question's ranking wants a cosine of. */
  PASSAGE(2_048, Lane.LONGEST_ANSWER_SECONDS),
  /** A passage on its way into an index: nobody waits. */
  INGESTION(1_024, 3_600);

  /** The longest that a caller may let an answer take. */
  private static final int LONGEST_ANSWER_SECONDS = 60;

  private final int bound;
  private final Duration longest;

  Lane(int bound, int longestSeconds) {
    this.bound = bound;
    this.longest = Duration.ofSeconds(longestSeconds);
  }

  /**
   * The lane of a passage, told by its deadline: no answer may take longer than 60 s, so who has
   * more time, as {@link Embedder#INGESTION_TIME} is, is ingestion.
   */
  static Lane ofPassage(Deadline deadline) {
    return deadline.remaining().compareTo(PASSAGE.longest) > 0 ? INGESTION : PASSAGE;
  }

  /** How many texts may wait. */
  int bound() {
    return bound;
  }

  /** After which a text is given up even if somebody still waits for it. */
  Duration longest() {
    return longest;
  }
}
