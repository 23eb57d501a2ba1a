package dev.tributary.passage;

import java.text.Normalizer;

/**
 * What is asked.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters, stripped, in Unicode normal form C, without
 *     control characters other than tab and line breaks
 */
public record Question(String text) {
  /** The most characters a question may have. */
  public static final int MAX_LENGTH = 10_000;

  public Question {
    text = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a question must not be blank");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a question has at most " + MAX_LENGTH + " characters, this one has " + text.length());
    }
    int control = firstControl(text);
    if (control >= 0) {
      throw new IllegalArgumentException(
          "a question has no control characters, this one has U+%04X at position %d"
              .formatted((int) text.charAt(control), control));
    }
  }

  private static int firstControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
        return i;
      }
    }
    return -1;
  }
}
