package dev.tributary.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Remembers which term a word of one language became: 131,072 words in two megabytes, {@value
 * #WAYS} that may stand in each place, a newer one in the stead of an older one.
 *
 * <p>Without locks, and yet never wrong: beside a value stands value XOR key, so that a pair of
 * which another thread has written one half is not recognised, and the word is analysed again.
 * (Hyatt, Mann: "A lock-less transposition table implementation for parallel search", ICGA Journal
 * 25, 2002.)
 */
final class WordTerms {
  /** What a stop word becomes. */
  static final long NONE = 0;

  private static final int WAYS = 4;
  private static final int PLACES = 1 << 15;

  private final long[] memory = new long[2 * WAYS * PLACES];
  private final ThreadLocal<OneWord> analysis;

  WordTerms(String language) {
    StemmingAnalyzer analyzer = Analyzers.stemming(language);
    analysis = ThreadLocal.withInitial(() -> new OneWord(analyzer));
  }

  /**
   * The hash of the term that a word becomes, or {@link #NONE}.
   *
   * @param hash of the word in small letters
   */
  long termOf(long hash, char[] text, int start, int end) {
    int first = 2 * WAYS * (int) ((hash ^ hash >>> 32) & PLACES - 1);
    for (int slot = first; slot < first + 2 * WAYS; slot += 2) {
      long known = memory[slot + 1];
      if ((memory[slot] ^ known) == hash && hash != 0) {
        return known;
      }
    }
    long term = analysis.get().termOf(text, start, end);
    int slot = free(first, hash);
    memory[slot] = hash ^ term;
    memory[slot + 1] = term;
    return term;
  }

  private int free(int first, long hash) {
    for (int slot = first; slot < first + 2 * WAYS; slot += 2) {
      if (memory[slot] == 0 && memory[slot + 1] == 0) {
        return slot;
      }
    }
    return first + 2 * (int) (hash >>> 40 & WAYS - 1);
  }

  /** The filters of an analyser behind one word, which needs no cutting any more. */
  private static final class OneWord {
    private final Words words = new Words();
    private final TokenStream terms;
    private final CharTermAttribute term;

    OneWord(StemmingAnalyzer analyzer) {
      terms = analyzer.termsOf(words);
      term = terms.getAttribute(CharTermAttribute.class);
    }

    long termOf(char[] text, int start, int end) {
      words.next(text, start, end);
      try {
        terms.reset();
        return terms.incrementToken() ? TermHashes.hash(term.buffer(), 0, term.length()) : NONE;
      } catch (IOException e) {
        throw new UncheckedIOException("a word cannot fail to be read", e);
      }
    }
  }

  private static final class Words extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private char[] text = {};
    private int start;
    private int length;

    void next(char[] in, int from, int to) {
      text = in;
      start = from;
      length = to - from;
    }

    @Override
    public boolean incrementToken() {
      if (length == 0) {
        return false;
      }
      clearAttributes();
      term.copyBuffer(text, start, length);
      length = 0;
      return true;
    }
  }
}
