package dev.tributary.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
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

  private TermHashes() {}

  /**
   * Visits the hash of each term, in order, repeated as often as it occurs.
   *
   * @param language ISO 639-1; null or unknown: as {@link Analyzers#of}
   */
  public static void forEach(String text, @Nullable String language, LongConsumer visitor) {
    String primary = language == null ? "" : Analyzers.primary(language);
    char[] chars = text.toCharArray();
    if (!Languages.KNOWN.contains(primary) || !isPlain(chars)) {
      Analyzers.forEachTerm(
          text, language, (term, length) -> visitor.accept(hash(term, 0, length)));
    } else {
      forEach(chars, WORDS.computeIfAbsent(primary, WordTerms::new), visitor);
    }
  }

  private static void forEach(char[] text, WordTerms words, LongConsumer visitor) {
    int at = 0;
    while (at < text.length) {
      byte part = WordBreak.of(text[at]);
      if (part != WordBreak.LETTER && part != WordBreak.DIGIT && part != WordBreak.JOINER) {
        at++;
        continue;
      }
      int start = at;
      long hash = FNV_START;
      boolean isWord = false;
      do {
        isWord |= part != WordBreak.JOINER;
        hash = (hash ^ text[at++]) * FNV_PRIME;
        byte next = partAt(text, at);
        // Looking ahead at each letter would cost as much as all the rest.
        if (next >= WordBreak.BETWEEN_LETTERS && joins(part, next, partAt(text, at + 1))) {
          hash = (hash ^ text[at++]) * FNV_PRIME;
          next = part;
        }
        part = next;
      } while (part == WordBreak.LETTER || part == WordBreak.DIGIT || part == WordBreak.JOINER);
      if (isWord) {
        long term = words.termOf(hash, text, start, at);
        if (term != WordTerms.NONE) {
          visitor.accept(term);
        }
      }
    }
  }

  /** Whether a character that is part of no word by itself stays inside one between two others. */
  private static boolean joins(byte before, byte between, byte after) {
    return switch (between) {
      case WordBreak.BETWEEN_LETTERS -> before == WordBreak.LETTER && after == before;
      case WordBreak.BETWEEN_DIGITS -> before == WordBreak.DIGIT && after == before;
      case WordBreak.BETWEEN_ALIKE ->
          (before == WordBreak.LETTER || before == WordBreak.DIGIT) && after == before;
      default -> false;
    };
  }

  private static byte partAt(char[] text, int at) {
    return at < text.length ? WordBreak.of(text[at]) : WordBreak.APART;
  }

  private static boolean isPlain(char[] text) {
    int length = 0;
    for (char c : text) {
      byte part = WordBreak.of(c);
      length = part == WordBreak.APART ? 0 : length + 1;
      if (part == WordBreak.STRANGE || length > LONGEST) {
        return false;
      }
    }
    return true;
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
