package dev.tributary.api;

/** Text that can be written as UTF-8. */
final class WellFormed {
  private WellFormed() {}

  /** The place of the first surrogate without its other half, or -1. */
  static int firstLoneSurrogate(String text) {
    return firstLoneSurrogate(text, 0);
  }

  private static int firstLoneSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (!Character.isHighSurrogate(text.charAt(i))
          || i + 1 == text.length()
          || !Character.isLowSurrogate(text.charAt(i + 1))) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /**
   * The text, each lone surrogate replaced by U+FFFD: sources cut texts in the middle of a pair,
   * and JSON cannot carry the half.
   */
  static String of(String text) {
    int at = firstLoneSurrogate(text);
    if (at < 0) {
      return text;
    }
    char[] repaired = text.toCharArray();
    for (; at >= 0; at = firstLoneSurrogate(text, at + 1)) {
      repaired[at] = '\uFFFD';
    }
    return new String(repaired);
  }

  /** At most {@code max} characters of a text, with an ellipsis when there were more. */
  static String capped(String text, int max) {
    return of(text.length() <= max ? text : text.substring(0, max - 1) + "…");
  }
}
