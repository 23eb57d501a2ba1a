package dev.tributary.text;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a text as 64-bit hashes, several times faster than by {@link Analyzers}, for whoever
 * counts many texts and never shows a term.
 *
 * <p>What an analyser makes of a word depends on the word alone, and most words of a language come
 * again and again: so words are cut here, and what became of a word is remembered for the next
 * text. Texts in languages without a stemmer, and texts with characters that {@link WordBreak} does
 * not know, go through Lucene as ever. Either way the hashes are those of the analyser's terms.
 */
public final class TermHashes {
  /** Longer words are cut by Lucene. */
  private static final int LONGEST = 255;

  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static final Map<String, WordTerms> WORDS = new ConcurrentHashMap<>();

  private long[] hashes;
  private int size;

  private TermHashes(int capacity) {
    hashes = new long[capacity];
  }

  /**
   * The hash of each term, in order, repeated as often as it occurs.
   *
   * @param language ISO 639-1; null or unknown: as {@link Analyzers#of}
   */
  public static long[] of(String text, @Nullable String language) {
    String primary = language == null ? "" : Analyzers.primary(language);
    TermHashes found = new TermHashes(text.length() / 8 + 8);
    if (!Languages.KNOWN.contains(primary)
        || !found.addPlain(text, WORDS.computeIfAbsent(primary, WordTerms::new))) {
      found.size = 0;
      Analyzers.forEachTerm(text, language, (term, length) -> found.add(hash(term, 0, length)));
    }
    return Arrays.copyOf(found.hashes, found.size);
  }

  private void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
  }

  /** Adds all terms, or returns false at the first character or word that is for Lucene. */
  private boolean addPlain(String text, WordTerms words) {
    int end = text.length();
    // Two more characters, which belong to no word: nobody has to ask whether there is a next one.
    char[] chars = new char[end + 2];
    text.getChars(0, end, chars, 0);
    int at = 0;
    while (at < end) {
      byte part = WordBreak.of(chars[at]);
      if (part == WordBreak.APART || part >= WordBreak.BETWEEN_LETTERS) {
        if (part == WordBreak.STRANGE) {
          return false;
        }
        at++;
        continue;
      }
      int start = at;
      long hash = FNV_START;
      boolean isWord = false;
      while (part != WordBreak.APART) {
        // Nearly all words are letters alone.
        while (part == WordBreak.LETTER) {
          hash = (hash ^ chars[at]) * FNV_PRIME;
          part = WordBreak.of(chars[++at]);
          isWord = true;
        }
        if (part >= WordBreak.BETWEEN_LETTERS && !joins(chars, at, part)) {
          break;
        }
        if (part != WordBreak.APART) {
          isWord |= part == WordBreak.DIGIT;
          hash = (hash ^ chars[at]) * FNV_PRIME;
          part = WordBreak.of(chars[++at]);
        }
      }
      if (part == WordBreak.STRANGE || at - start > LONGEST) {
        return false;
      }
      long term = isWord ? words.termOf(hash, chars, start, at) : WordTerms.NONE;
      if (term != WordTerms.NONE) {
        add(term);
      }
    }
    return true;
  }

  /** Whether a character that is part of no word by itself stays inside this one. */
  private static boolean joins(char[] text, int at, byte part) {
    byte before = WordBreak.of(text[at - 1]);
    byte after = WordBreak.of(text[at + 1]);
    return before == after
        && switch (part) {
          case WordBreak.BETWEEN_LETTERS -> before == WordBreak.LETTER;
          case WordBreak.BETWEEN_DIGITS -> before == WordBreak.DIGIT;
          case WordBreak.BETWEEN_ALIKE -> before == WordBreak.LETTER || before == WordBreak.DIGIT;
          default -> false;
        };
  }

  /** FNV-1a over characters: http://www.isthe.com/chongo/tech/comp/fnv/. */
  static long hash(char[] chars, int start, int end) {
    long hash = FNV_START;
    for (int i = start; i < end; i++) {
      hash = (hash ^ chars[i]) * FNV_PRIME;
    }
    return hash;
  }
}
