package dev.tributary.ranking;

import dev.tributary.text.PlainWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a text, each weighing {@code tf × ln(1 + n / df)} over the texts that it is compared
 * with; all together of length 1.
 */
final class WordWeights {
  private final long[] words;
  private final double[] weights;

  private WordWeights(long[] words, double[] weights) {
    this.words = words;
    this.weights = weights;
  }

  /** Of each text among the others. */
  static List<WordWeights> among(List<String> texts) {
    List<WordWeights> counted = new ArrayList<>(texts.size());
    Map<Long, Integer> documentFrequency = new HashMap<>();
    for (String text : texts) {
      WordWeights one = counted(PlainWords.hashes(text));
      counted.add(one);
      for (long word : one.words) {
        documentFrequency.merge(word, 1, Integer::sum);
      }
    }
    for (WordWeights one : counted) {
      one.weigh(documentFrequency, texts.size());
    }
    return counted;
  }

  /** The cosine of the angle between two texts' words, 0 to 1. */
  double cosine(WordWeights other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < words.length && j < other.words.length) {
      int order = Long.compare(words[i], other.words[j]);
      if (order == 0) {
        sum += weights[i] * other.weights[j];
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return sum;
  }

  private static WordWeights counted(long[] all) {
    Arrays.sort(all);
    double[] counts = new double[all.length];
    int size = 0;
    for (int i = 0; i < all.length; i++) {
      if (size == 0 || all[size - 1] != all[i]) {
        all[size++] = all[i];
      }
      counts[size - 1]++;
    }
    return new WordWeights(Arrays.copyOf(all, size), Arrays.copyOf(counts, size));
  }

  private void weigh(Map<Long, Integer> documentFrequency, int n) {
    double squares = 0;
    for (int t = 0; t < words.length; t++) {
      weights[t] *= Math.log(1 + (double) n / documentFrequency.getOrDefault(words[t], 1));
      squares += weights[t] * weights[t];
    }
    double length = Math.sqrt(squares);
    for (int t = 0; t < words.length; t++) {
      weights[t] /= length;
    }
  }
}
