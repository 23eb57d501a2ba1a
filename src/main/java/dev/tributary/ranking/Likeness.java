package dev.tributary.ranking;

import dev.tributary.passage.Vector;
import dev.tributary.text.PlainWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much two passages of a list are alike: 0 not at all, 1 the same.
 *
 * <p>The cosine of their vectors if all passages have one of one model, else the cosine of their
 * words, each weighing {@code tf × ln(1 + n / df)} over the list, so that neither "the" nor the
 * words of the question make everything alike. Never some by the one and some by the other: the two
 * are not on one scale.
 */
@FunctionalInterface
interface Likeness {
  /** Of two passages by their places in the list, from 0. */
  double of(int one, int other);

  /** Between the passages of a list. */
  static Likeness among(List<RankedPassage> passages) {
    return haveVectors(passages) ? byVectors(passages) : byWords(passages);
  }

  private static boolean haveVectors(List<RankedPassage> passages) {
    Vector first = passages.isEmpty() ? null : passages.getFirst().passage().vector();
    if (first == null) {
      return false;
    }
    for (RankedPassage one : passages) {
      Vector vector = one.passage().vector();
      if (vector == null
          || !vector.model().equals(first.model())
          || vector.values().length != first.values().length) {
        return false;
      }
    }
    return true;
  }

  private static Likeness byVectors(List<RankedPassage> passages) {
    List<Vector> vectors = new ArrayList<>(passages.size());
    for (RankedPassage one : passages) {
      vectors.add(one.passage().vector());
    }
    return (one, other) -> inBounds(vectors.get(one).cosine(vectors.get(other)));
  }

  private static Likeness byWords(List<RankedPassage> passages) {
    List<TermCounts> texts = new ArrayList<>(passages.size());
    Map<Long, Integer> documentFrequency = new HashMap<>();
    for (RankedPassage one : passages) {
      TermCounts words =
          TermCounts.ofHashes(PlainWords.hashes(PassageText.withTitle(one.passage())));
      texts.add(words);
      for (long word : words.terms()) {
        documentFrequency.merge(word, 1, Integer::sum);
      }
    }
    List<double[]> weights = new ArrayList<>(passages.size());
    for (TermCounts words : texts) {
      weights.add(weights(words, documentFrequency, passages.size()));
    }
    return (one, other) ->
        inBounds(dot(texts.get(one), weights.get(one), texts.get(other), weights.get(other)));
  }

  /** One a term, together of length 1. */
  private static double[] weights(TermCounts words, Map<Long, Integer> documentFrequency, int n) {
    double[] weights = new double[words.terms().length];
    double squares = 0;
    for (int t = 0; t < weights.length; t++) {
      int df = documentFrequency.getOrDefault(words.terms()[t], 1);
      weights[t] = words.counts()[t] * Math.log(1 + (double) n / df);
      squares += weights[t] * weights[t];
    }
    for (int t = 0; t < weights.length; t++) {
      weights[t] /= Math.sqrt(squares);
    }
    return weights;
  }

  private static double dot(TermCounts a, double[] ofA, TermCounts b, double[] ofB) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < ofA.length && j < ofB.length) {
      int order = Long.compare(a.terms()[i], b.terms()[j]);
      if (order == 0) {
        sum += ofA[i] * ofB[j];
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return sum;
  }

  /** Also for the vectors of a source that are no numbers. */
  private static double inBounds(double cosine) {
    return cosine > 0 ? Math.min(1, cosine) : 0;
  }
}
