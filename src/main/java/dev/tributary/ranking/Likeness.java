package dev.tributary.ranking;

import dev.tributary.passage.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * How much two passages of a list are alike: 0 not at all, 1 the same.
 *
 * <p>The cosine of their vectors if all passages have one of one model, else the cosine of their
 * words, which weigh less the more passages have them ({@link WordWeights}), so that neither "the"
 * nor the words of the question make everything alike. Never some by the one and some by the other:
 * the two are not on one scale.
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
    List<String> texts = new ArrayList<>(passages.size());
    for (RankedPassage one : passages) {
      texts.add(PassageText.withTitle(one.passage()));
    }
    List<WordWeights> words = WordWeights.among(texts);
    return (one, other) -> inBounds(words.get(one).cosine(words.get(other)));
  }

  /** Also for the vectors of a source that are no numbers. */
  private static double inBounds(double cosine) {
    return cosine > 0 ? Math.min(1, cosine) : 0;
  }
}
