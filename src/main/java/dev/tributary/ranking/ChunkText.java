package dev.tributary.ranking;

/**
 * The text of neighbouring chunks as one.
 *
 * <p>Said once is what two of them say: the title and headings that both begin with, line by line,
 * and the words at the end of the first that the second begins with, as chunkers with an overlap
 * leave them.
 */
final class ChunkText {
  /** A shorter overlap may be chance. */
  static final int LEAST_OVERLAP = 16;

  private ChunkText() {}

  /**
   * A text and the chunk that goes on where it ends, what they share once.
   *
   * @param last the chunk that the text ends with
   */
  static String joined(String text, String last, String next) {
    String rest = withoutHeader(last, next);
    int overlap = overlap(text, rest);
    return overlap == 0 ? text + "\n" + rest : text + rest.substring(overlap);
  }

  private static String withoutHeader(String first, String second) {
    int after = 0;
    int end = second.indexOf('\n');
    // The last line of a chunk is never header: a chunk says something.
    while (end >= 0 && first.startsWith(second.substring(0, end + 1))) {
      after = end + 1;
      end = second.indexOf('\n', after);
    }
    return second.substring(after);
  }

  /**
   * The longest end of one text that begins the other, in whole words; by the prefix function of
   * Knuth, Morris and Pratt in linear time.
   */
  private static int overlap(String first, String second) {
    if (second.length() < LEAST_OVERLAP) {
      return 0;
    }
    int[] borders = borders(second);
    int overlap = 0;
    for (int i = Math.max(0, first.length() - second.length()); i < first.length(); i++) {
      overlap = extended(overlap, first.charAt(i), second, borders);
    }
    while (overlap >= LEAST_OVERLAP && !isWhole(first, second, overlap)) {
      overlap = borders[overlap - 1];
    }
    return overlap < LEAST_OVERLAP ? 0 : overlap;
  }

  /** For each beginning of a text: how much of its end begins it, too. */
  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    for (int i = 1; i < borders.length; i++) {
      borders[i] = extended(borders[i - 1], text.charAt(i), text, borders);
    }
    return borders;
  }

  /** How much of a text is matched after one more character. */
  private static int extended(int matched, char next, String text, int[] borders) {
    int now = matched;
    while (now > 0 && (now == text.length() || text.charAt(now) != next)) {
      now = borders[now - 1];
    }
    return text.charAt(now) == next ? now + 1 : now;
  }

  private static boolean isWhole(String first, String second, int overlap) {
    int start = first.length() - overlap;
    return (start == 0 || !isInWord(first, start))
        && (overlap == second.length() || !isInWord(second, overlap));
  }

  private static boolean isInWord(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at));
  }
}
