package dev.tributary.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The words of a text as they stand there: nothing stemmed, folded or left out, so that two texts
 * with the same words say the same.
 *
 * <p>A word is what stands between white space, in lower case, without the punctuation and markup
 * around it. What is inside of a word or tells a number stays: {@code v2.1}, {@code -5}, {@code
 * .5}, {@code 5%}, {@code c++} and {@code <} are words of their own. In scripts without spaces each
 * character is a word. Composed and decomposed accents (NFC) are one, and so are the dashes and the
 * apostrophes; but {@code 10²} is not {@code 102}.
 *
 * <p>A word is its 64-bit hash: two of a text's share one with a probability of some 10⁻¹⁴.
 */
public final class PlainWords {
  /** A longer word is cut into words of this length. */
  private static final int LONGEST = 256;

  private static final String BEFORE = "\"“”„«»‚([{*_`|•·…¿¡「『（.,-'";
  private static final String AFTER = "\"“”«»’)]}*_`|…•·.,;:!?。、，！？；：」』）'";

  /** Before a digit these belong to the number. */
  private static final String SIGNS = ".,-";

  /** Behind these, and at a line break, something new begins. */
  private static final String ENDS = ".!?…:;|•·»。！？：；";

  private final BitSet begins = new BitSet();
  private long[] hashes;
  private int size;
  private final char[] word = new char[LONGEST];
  private int length;
  private boolean ended = true;

  private PlainWords(int capacity) {
    hashes = new long[capacity];
  }

  /** The words of a text. */
  public static PlainWords of(String text) {
    PlainWords words = new PlainWords(text.length() / 5 + 8);
    words.read(isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC));
    words.hashes = Arrays.copyOf(words.hashes, words.size);
    return words;
  }

  /** The hash of each word of a text, in order. */
  public static long[] hashes(String text) {
    return of(text).hashes;
  }

  /** The hash of each word, in order; not to be written to. */
  public long[] hashes() {
    return hashes;
  }

  /**
   * Whether something new begins with a word, from 0: a sentence, a line, what stands behind a
   * colon. Also true behind the last word.
   */
  public boolean begins(int place) {
    return place == size || begins.get(place);
  }

  private void read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '—' || (c > 127 && isSpace(c))) {
        end();
        ended |= c == '\n' || c == '\r';
      } else if (c > 127) {
        addWide(c);
      } else {
        add((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
      }
    }
    end();
  }

  private void addWide(char c) {
    if (Character.getType(c) == Character.FORMAT) {
      return;
    }
    if (standsAlone(c)) {
      end();
      add(c);
      end();
    } else {
      add(oneSpelling(Character.toLowerCase(c)));
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static char oneSpelling(char c) {
    return switch (c) {
      case '‘', '’', 'ʼ' -> '\'';
      case '‐', '‑', '‒', '–', '−' -> '-';
      default -> c;
    };
  }

  /** Han, kana, and the scripts of South-East Asia; Korean has spaces. */
  private static boolean standsAlone(char c) {
    return (c >= 0x2e80 && c < 0xac00)
        || (c >= 0x0e00 && c < 0x0f00)
        || (c >= 0x1000 && c < 0x10a0)
        || (c >= 0x1780 && c < 0x1800)
        || (c >= 0xf900 && c < 0xfb00);
  }

  private void add(char c) {
    if (length == LONGEST) {
      end();
    }
    word[length++] = c;
  }

  private void end() {
    int from = 0;
    int to = length;
    length = 0;
    while (from < to && isIn(BEFORE, word[from]) && !isSign(from, to)) {
      ended |= ENDS.indexOf(word[from++]) >= 0;
    }
    boolean ends = false;
    while (to > from && isIn(AFTER, word[to - 1])) {
      ends |= ENDS.indexOf(word[--to]) >= 0;
    }
    if (from == to) {
      ended |= ends;
      return;
    }
    begins.set(size, ended);
    ended = ends;
    // FNV-1a over characters: http://www.isthe.com/chongo/tech/comp/fnv/
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ word[i]) * 0x100000001b3L;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
  }

  private static boolean isIn(String marks, char c) {
    // Nearly every word begins and ends with a letter: no need to look for it among the marks.
    return (c < 'a' || c > 'z') && marks.indexOf(c) >= 0;
  }

  private boolean isSign(int at, int end) {
    return at + 1 < end && Character.isDigit(word[at + 1]) && SIGNS.indexOf(word[at]) >= 0;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
