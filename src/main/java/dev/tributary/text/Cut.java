package dev.tributary.text;

/** Shortens a text. */
public final class Cut {
  private Cut() {}

  /** At most so many characters from the start, never half of a surrogate pair. */
  public static String to(int size, String text) {
    if (text.length() <= size) {
      return text;
    }
    boolean inPair =
        Character.isHighSurrogate(text.charAt(size - 1))
            && Character.isLowSurrogate(text.charAt(size));
    return text.substring(0, inPair ? size - 1 : size);
  }
}
