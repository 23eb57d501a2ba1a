package dev.tributary.ranking;

import dev.tributary.text.Analyzers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often each term occurs in a text, as numbers alone: a term is its 64-bit hash.
 *
 * <p>Two terms of one pool share a hash with a probability of some 10⁻¹³; it would change a score a
 * little, the same way each time.
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: read by the scoring alone, never given away
record TermCounts(long[] terms, int[] counts, int length) {

  /** Analyses a text by the analyser of a language. */
  static TermCounts of(String text, @Nullable String language) {
    Hashes hashes = new Hashes(text.length() / 6 + 8);
    Analyzers.forEachTerm(text, language, hashes::add);
    return of(hashes.values, hashes.size);
  }

  private static TermCounts of(long[] hashes, int length) {
    Arrays.sort(hashes, 0, length);
    long[] terms = new long[length];
    int[] counts = new int[length];
    int size = 0;
    for (int i = 0; i < length; i++) {
      if (size == 0 || terms[size - 1] != hashes[i]) {
        terms[size++] = hashes[i];
      }
      counts[size - 1]++;
    }
    return new TermCounts(Arrays.copyOf(terms, size), Arrays.copyOf(counts, size), length);
  }

  /** How often a term occurs. */
  int count(long term) {
    int at = Arrays.binarySearch(terms, term);
    return at < 0 ? 0 : counts[at];
  }

  private static final class Hashes {
    private long[] values;
    private int size;

    Hashes(int capacity) {
      values = new long[capacity];
    }

    void add(char[] buffer, int length) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      // FNV-1a over characters: http://www.isthe.com/chongo/tech/comp/fnv/
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < length; i++) {
        hash = (hash ^ buffer[i]) * 0x100000001b3L;
      }
      values[size++] = hash;
    }
  }
}
