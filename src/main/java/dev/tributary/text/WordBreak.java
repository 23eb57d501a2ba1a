package dev.tributary.text;

/**
 * Where words end, for the characters that most texts in European languages are made of; cut as
 * Lucene's {@code StandardTokenizer} cuts, which follows Unicode's UAX #29.
 *
 * <p>All other characters (marks that combine, scripts without spaces, emoji) are {@link #STRANGE}:
 * a text that holds one is left to Lucene. A test compares every character's part with Lucene's.
 */
final class WordBreak {
  /** Belongs to no word. */
  static final byte APART = 0;

  static final byte LETTER = 1;
  static final byte DIGIT = 2;

  /** Joins what stands beside it, such as {@code _}; alone it is no word. */
  static final byte JOINER = 3;

  /** Stays inside a word between two letters, such as {@code ·}. */
  static final byte BETWEEN_LETTERS = 4;

  /** Stays inside a word between two digits, such as {@code ,}. */
  static final byte BETWEEN_DIGITS = 5;

  /** Stays inside a word between two letters or between two digits, such as {@code .}. */
  static final byte BETWEEN_ALIKE = 6;

  /** Not for us to say. */
  static final byte STRANGE = 7;

  private static final int END = 0x2300;
  private static final byte[] CLASSES = new byte[END];
  private static final char[] SMALL = new char[END];

  static {
    for (char c = 0; c < END; c++) {
      CLASSES[c] = classOf(c);
      SMALL[c] = Character.toLowerCase(c);
    }
  }

  private WordBreak() {}

  /** The part that a character plays. */
  static byte of(char c) {
    return c < END ? CLASSES[c] : STRANGE;
  }

  /** The small letter of a character that is not {@link #STRANGE}. */
  static char small(char c) {
    return SMALL[c];
  }

  private static byte classOf(char c) {
    boolean isLatinGreekOrCyrillic = c < 0x0250 || c >= 0x0370 && c < 0x0530;
    if (!isLatinGreekOrCyrillic && c < 0x2000) {
      return STRANGE;
    }
    return switch (c) {
      case '\u202f' -> JOINER;
      case ':', '\u00b7', '\u0387', '\u2027' -> BETWEEN_LETTERS;
      case ',', ';', '\u037e', '\u2044' -> BETWEEN_DIGITS;
      case '.', '\'', '\u2018', '\u2019', '\u2024' -> BETWEEN_ALIKE;
      // Emoji, by Unicode.
      case '\u00a9', '\u00ae', '\u203c', '\u2049', '\u2122', '\u2139', '\u2194' -> STRANGE;
      default -> byType(c);
    };
  }

  private static byte byType(char c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
      case Character.CONNECTOR_PUNCTUATION -> JOINER;
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.FORMAT,
          Character.UNASSIGNED ->
          STRANGE;
      // Some arrows are emoji.
      case Character.OTHER_SYMBOL -> c < 0x2190 ? APART : STRANGE;
      default -> APART;
    };
  }
}
