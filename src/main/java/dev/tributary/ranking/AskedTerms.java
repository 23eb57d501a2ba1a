package dev.tributary.ranking;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question in one language: its terms, and the pairs of terms that stand side by side in it, each
 * once.
 *
 * <p>Looked up once for every term of every passage, hence a table of its own instead of a map.
 */
final class AskedTerms {
  private final int mask;
  private final long[] keys;
  private final int[] units;
  private final int[] places;
  private final double[] weights;

  /**
   * @param terms of the question in this language, in order
   * @param pairWeight of a pair, where a term counts 1
   * @param shared the place of each term and pair among those of all languages; new ones are added
   */
  AskedTerms(long[] terms, double pairWeight, Map<Long, Integer> shared) {
    Map<Long, Double> asked = new LinkedHashMap<>();
    for (long term : terms) {
      asked.merge(term, 1.0, Double::sum);
    }
    for (int i = 1; i < terms.length; i++) {
      asked.merge(Terms.pair(terms[i - 1], terms[i]), pairWeight, Double::sum);
    }
    int size = Integer.highestOneBit(Math.max(4, asked.size())) * 4;
    mask = size - 1;
    keys = new long[size];
    units = new int[size];
    places = new int[asked.size()];
    weights = new double[asked.size()];
    int unit = 0;
    for (Map.Entry<Long, Double> one : asked.entrySet()) {
      Integer next = shared.size();
      Integer known = shared.putIfAbsent(one.getKey(), next);
      places[unit] = known == null ? next : known;
      weights[unit] = one.getValue();
      int slot = slotOf(one.getKey());
      keys[slot] = one.getKey();
      units[slot] = ++unit;
    }
  }

  /** How many terms and pairs it has. */
  int size() {
    return places.length;
  }

  /** The place of a term or pair among those of all languages. */
  int place(int unit) {
    return places[unit];
  }

  /** What a term or pair counts: more when the question has it more than once. */
  double weight(int unit) {
    return weights[unit];
  }

  /**
   * How often a text has each of them.
   *
   * @param titleWeight what a term in the title counts, where one in the text counts 1
   */
  double[] countsIn(Terms text, double titleWeight) {
    double[] counts = new double[places.length];
    long[] terms = text.hashes();
    boolean after = false;
    for (int i = 0; i < terms.length; i++) {
      int unit = unitOf(terms[i]);
      if (unit >= 0) {
        counts[unit] += i < text.ofTitle() ? titleWeight : 1;
        int pair = after ? unitOf(Terms.pair(terms[i - 1], terms[i])) : -1;
        if (pair >= 0) {
          counts[pair]++;
        }
      }
      after = unit >= 0;
    }
    return counts;
  }

  private int unitOf(long key) {
    return units[slotOf(key)] - 1;
  }

  private int slotOf(long key) {
    int slot = (int) (key ^ key >>> 32) & mask;
    while (units[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
