package dev.tributary.ranking;

import dev.tributary.text.TermHashes;
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
   * Analyses a text by the analyser of a language.
   *
   * @param title with which the text begins; null when it has none
   */
  static Terms of(@Nullable String title, String text, @Nullable String language) {
    long[] hashes = TermHashes.of(text, language);
    int ofTitle = title == null ? 0 : TermHashes.of(title, language).length;
    return new Terms(hashes, Math.min(ofTitle, hashes.length));
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
