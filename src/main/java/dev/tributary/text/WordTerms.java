package dev.tributary.text;

/**
 * Remembers which term a word of one language became: 65,536 words in a megabyte, a newer one in
 * the place of an older one.
 *
 * <p>Without locks, and yet never wrong: beside a value stands value XOR key, so that a pair of
 * which another thread has written one half is not recognised, and the word is analysed again.
 * (Hyatt, Mann: "A lock-less transposition table implementation for parallel search", ICGA Journal
 * 25, 2002.)
 */
final class WordTerms {
  /** What a stop word becomes. */
  static final long NONE = 0;

  private static final int SLOTS = 1 << 16;

  private final String language;
  private final long[] memory = new long[2 * SLOTS];

  WordTerms(String language) {
    this.language = language;
  }

  /**
   * The hash of the term that a word becomes, or {@link #NONE}.
   *
   * @param hash of the word, by {@link TermHashes#hash}
   */
  long termOf(long hash, char[] text, int start, int end) {
    int slot = 2 * (int) ((hash ^ hash >>> 32) & SLOTS - 1);
    long term = memory[slot + 1];
    if ((memory[slot] ^ term) == hash && hash != 0) {
      return term;
    }
    return analysed(hash, slot, new String(text, start, end - start));
  }

  private long analysed(long hash, int slot, String word) {
    long[] term = {NONE};
    Analyzers.forEachTerm(
        word, language, (chars, length) -> term[0] = TermHashes.hash(chars, 0, length));
    memory[slot] = hash ^ term[0];
    memory[slot + 1] = term[0];
    return term[0];
  }
}
