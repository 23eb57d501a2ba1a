package dev.tributary.ranking;

import dev.tributary.text.TermHashes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a text in their order, as numbers alone: a term is its 64-bit hash.
 *
 * <p>Two terms of one pool share a hash with a probability of some 10⁻¹³; it would change a score a
 * little, the same way each time.
 *
 * @param hashes one a term; those of the title come first
 * @param ofTitle how many of them are the title's
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: read by the scoring alone, never given away
record Terms(long[] hashes, int ofTitle) {

  /**
   * The terms of a title and the text below it; a text that begins with its title has it once.
   *
   * @param terms of the text
   */
  static Terms of(@Nullable String title, String text, long[] terms, @Nullable String language) {
    if (title == null) {
      return new Terms(terms, 0);
    }
    long[] ofTitle = TermHashes.of(title, language).terms();
    if (text.startsWith(title)) {
      return new Terms(terms, Math.min(ofTitle.length, terms.length));
    }
    long[] both = Arrays.copyOf(ofTitle, ofTitle.length + terms.length);
    System.arraycopy(terms, 0, both, ofTitle.length, terms.length);
    return new Terms(both, ofTitle.length);
  }

  int length() {
    return hashes.length;
  }

  /** The hash of two terms that stand side by side. */
  static long pair(long first, long second) {
    // The odd factor keeps the order; the rotation keeps a doubled term from being nothing.
    return Long.rotateLeft(first, 21) * 0x9e3779b97f4a7c15L + second;
  }
}
