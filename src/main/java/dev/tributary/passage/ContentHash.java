package dev.tributary.passage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first 128 bits of SHA-256 over a text in normal form: Unicode NFKC, lower case, one space for
 * any run of white space, no invisible characters. Punctuation stays: {@code a < b} is not {@code a
 * > b}.
 */
final class ContentHash {
  /** A text shorter than this ("Yes.") says too little without its title. */
  private static final int SHORT = 64;

  private static final int BYTES = 16;

  /** How much of a text's beginning and of its end is looked at first. */
  private static final int END = 32;

  private static final long UNKNOWN = 0;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** What becomes of each byte of UTF-8: a small letter, a space, nothing (0), or itself. */
  private static final byte[] NORMAL = new byte[256];

  static {
    for (int b = 0; b < NORMAL.length; b++) {
      NORMAL[b] = (byte) (b <= ' ' ? ' ' : b >= 'A' && b <= 'Z' ? b + 32 : b == 0x7f ? 0 : b);
    }
  }

  /** What becomes of each character of Europe's scripts and punctuation, where that is known. */
  private static final @Nullable String[] ALONE = new String[0x2200];

  /** No answer for one character: the text is to be looked at as a whole. */
  private static final String TOGETHER = "\0";

  private ContentHash() {}

  /** The hash as 32 hex digits; null for a text that is blank. */
  static @Nullable String of(@Nullable String title, String text) {
    byte[] normal = normalise(text);
    if (normal.length == 0) {
      return null;
    }
    MessageDigest sha = Sha256.digest();
    if (title != null) {
      byte[] told = normal.length < SHORT ? normalise(title) : numbers(title);
      if (told.length > 0) {
        sha.update(told);
        sha.update((byte) 0);
      }
    }
    return HexFormat.of().formatHex(sha.digest(normal), 0, BYTES);
  }

  /**
   * Equal for texts of equal content, and for others that begin and end alike; at a tenth of the
   * cost.
   */
  static long ends(String text) {
    long ends = ends(text, false);
    return ends == UNKNOWN
        ? ends(new String(normalise(text), StandardCharsets.ISO_8859_1), true)
        : ends;
  }

  private static long ends(String text, boolean isNormal) {
    long hash = FNV_START;
    int first = 0;
    // One character further than it counts: what follows may be a mark on the last one.
    for (int left = END; first < text.length() && left >= 0; first++) {
      char c = text.charAt(first);
      if (c > 127 && !isNormal) {
        return UNKNOWN;
      }
      if (NORMAL[c] != 0 && NORMAL[c] != ' ' && left-- > 0) {
        hash = (hash ^ NORMAL[c]) * FNV_PRIME;
      }
    }
    int left = END;
    for (int last = text.length() - 1; last >= first && left > 0; last--) {
      char c = text.charAt(last);
      if (c > 127 && !isNormal) {
        return UNKNOWN;
      }
      if (NORMAL[c] != 0 && NORMAL[c] != ' ') {
        hash = (hash ^ NORMAL[c]) * FNV_PRIME;
        left--;
      }
    }
    return hash;
  }

  private static byte[] normalise(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
    boolean isAscii = ascii.length == text.length();
    byte[] bytes = isAscii ? ascii : unicode(text).getBytes(StandardCharsets.UTF_8);
    int length = 0;
    byte last = ' ';
    for (byte b : bytes) {
      byte normal = NORMAL[b & 0xff];
      // Always written and mostly kept: to branch at each space costs more.
      bytes[length] = normal;
      length += normal == 0 || (normal == ' ' && last == ' ') ? 0 : 1;
      last = normal == 0 ? last : normal;
    }
    length -= length > 0 && last == ' ' ? 1 : 0;
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** The numbers in a title, such as {@code 2.1} and {@code 2024}, a space between them. */
  private static byte[] numbers(String title) {
    StringBuilder numbers = new StringBuilder();
    boolean inNumber = false;
    for (int i = 0; i < title.length(); i++) {
      char c = title.charAt(i);
      boolean goesOn = Character.isDigit(c) || (inNumber && c == '.' && isDigit(title, i + 1));
      if (goesOn) {
        numbers.append(c);
      } else if (inNumber) {
        numbers.append(' ');
      }
      inNumber = goesOn;
    }
    return numbers.toString().strip().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  /** Character by character, as long as none of them depends on those beside it. */
  private static String unicode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        out.append(c);
      } else {
        String normal = c < ALONE.length ? alone(c) : TOGETHER;
        if (normal.equals(TOGETHER)) {
          return together(text);
        }
        out.append(normal);
      }
    }
    return out.toString();
  }

  /** What becomes of a character; found out when it is first met. */
  private static String alone(char c) {
    String known = ALONE[c];
    if (known == null) {
      known = dependsOnOthers(c) ? TOGETHER : together(String.valueOf(c));
      ALONE[c] = known;
    }
    return known;
  }

  /** Marks and Korean letters join what is before them; a sigma is another one at a word's end. */
  private static boolean dependsOnOthers(char c) {
    int type = Character.getType(c);
    return (type >= Character.NON_SPACING_MARK && type <= Character.COMBINING_SPACING_MARK)
        || (c >= 0x1100 && c < 0x1200)
        || Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC).indexOf('Σ') >= 0;
  }

  private static String together(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(normal.length());
    normal
        .codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(c -> out.appendCodePoint(Character.isWhitespace(c) ? ' ' : c));
    return out.toString();
  }
}
