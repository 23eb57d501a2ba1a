package dev.tributary.ranking;

import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.Candidate.Copy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All candidates scored again in one space, as if the sources were one index.
 *
 * <p>A score is, in standard deviations of the pool:
 *
 * <ul>
 *   <li>{@code bm25}: {@link PoolBm25}, z-scored, with the weight that the cosine leaves;
 *   <li>{@code cosine}: between question and passage, z-scored over all that have one; those
 *       without are ranked apart, since a guess in its place does more harm than no cosines at all;
 *   <li>{@code source_rank}: for each source that found it, {@code 1/rank} in its list;
 *   <li>{@code weight}: ln of the weight of the source that weighs most among those that found it,
 *       so that twice the weight lifts as much as half of it lowers. Passages of sources with
 *       weight 0 alone come behind all others, in their own order.
 * </ul>
 *
 * <p>The constants are {@link Tuning}'s. The cosine weighs .6 with MiniLM and .7 with BGE, which is
 * the better judge.
 */
final class PooledScoring {
  static final double COSINE_WEIGHT = 0.6;
  static final double COSINE_WEIGHT_BGE = 0.7;

  private final List<Candidate> candidates;
  private final double[] bm25;
  private final ZScores words;
  private final Tuning tuning;

  private PooledScoring(List<Candidate> candidates, double[] bm25, ZScores words, Tuning tuning) {
    this.candidates = candidates;
    this.bm25 = bm25;
    this.words = words;
    this.tuning = tuning;
  }

  /** Scores a pool's words. */
  static PooledScoring of(Question question, Pool pool) {
    return of(question, pool, Tuning.DEFAULT);
  }

  /** The same with other constants. */
  static PooledScoring of(Question question, Pool pool, Tuning tuning) {
    List<PassageText> texts = new ArrayList<>(pool.candidates().size());
    for (Candidate candidate : pool.candidates()) {
      texts.add(candidate.text());
    }
    double[] bm25 = PoolBm25.scores(question, texts, tuning);
    return new PooledScoring(pool.candidates(), bm25, ZScores.over(bm25), tuning);
  }

  /** The weight of the cosine in a model's space. */
  static double cosineWeight(String model) {
    return model.contains("bge") ? COSINE_WEIGHT_BGE : COSINE_WEIGHT;
  }

  /** What is scored, in the order of the pool. */
  List<Candidate> candidates() {
    return candidates;
  }

  /** By words and ranks, best first. */
  List<Scored> byWords() {
    return score(null, 0);
  }

  /**
   * By words and cosines, best first.
   *
   * @param cosines one a candidate, in their order; finite
   */
  List<Scored> byCosine(double[] cosines, double weight) {
    return score(cosines, weight);
  }

  /**
   * The best candidates alone, the first of a list of {@link #byWords}; their words keep the scale
   * of the whole pool, which ranks a little better (by .01) than one of their own.
   */
  PooledScoring head(List<Scored> byWords, int size) {
    List<Candidate> best = new ArrayList<>(size);
    for (Scored scored : byWords.subList(0, Math.min(size, byWords.size()))) {
      best.add(scored.candidate());
    }
    double[] bestBm25 = new double[best.size()];
    for (int i = 0; i < bestBm25.length; i++) {
      bestBm25[i] = bm25[Collections.binarySearch(candidates, best.get(i), Candidate.BY_ID)];
    }
    return new PooledScoring(best, bestBm25, words, tuning);
  }

  /**
   * Puts those that were scored in full ahead of the rest.
   *
   * <p>Each of the rest gets one more, negative part, the same for all, which brings the best of
   * them 1 below the last of the head, or by 1 down if they are there already.
   *
   * @param head best first
   * @param byWords all, best first; the head's candidates are its first ones
   */
  static List<Scored> join(List<Scored> head, List<Scored> byWords) {
    List<Scored> joined = new ArrayList<>(head);
    List<Scored> rest = byWords.subList(head.size(), byWords.size());
    if (!head.isEmpty() && !rest.isEmpty()) {
      double down = Math.min(0, head.getLast().score() - rest.getFirst().score()) - 1;
      for (Scored scored : rest) {
        joined.add(scored.plus(part(Signal.TAIL, 1, null, down)));
      }
    }
    return joined;
  }

  private List<Scored> score(double @Nullable [] cosines, double cosineWeight) {
    ZScores meanings = ZScores.over(cosines == null ? new double[0] : cosines);
    double prior = cosines == null ? tuning.rankBesideWords() : tuning.rankBesideCosine();
    List<Scored> scored = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      List<Contribution> parts = new ArrayList<>(4);
      parts.add(part(Signal.BM25, 1 - cosineWeight, bm25[i], words.of(bm25[i])));
      if (cosines != null) {
        parts.add(part(Signal.COSINE, cosineWeight, cosines[i], meanings.of(cosines[i])));
      }
      addSources(parts, candidate, prior);
      scored.add(Scored.of(candidate, parts));
    }
    sinkUnweighted(scored);
    scored.sort(Scored.BEST_FIRST);
    return scored;
  }

  private static void addSources(List<Contribution> parts, Candidate candidate, double prior) {
    Copy heaviest = candidate.copies().getFirst();
    for (Copy copy : candidate.copies()) {
      if (copy.list().weight() > 0) {
        Double own = copy.passage().rawScore();
        double part = prior / copy.rank();
        parts.add(
            new Contribution(
                copy.list().source(), copy.rank(), own, Signal.SOURCE_RANK, prior, part));
      }
      heaviest = copy.list().weight() > heaviest.list().weight() ? copy : heaviest;
    }
    double weight = heaviest.list().weight();
    if (weight > 0 && weight != 1) {
      parts.add(
          new Contribution(
              heaviest.list().source(), null, weight, Signal.WEIGHT, 1, Math.log(weight)));
    }
  }

  /** Lowers passages that only sources of weight 0 found until the best of them is behind. */
  private static void sinkUnweighted(List<Scored> scored) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (Scored one : scored) {
      if (isWeighted(one.candidate())) {
        lowest = Math.min(lowest, one.score());
      } else {
        highest = Math.max(highest, one.score());
      }
    }
    if (lowest == Double.POSITIVE_INFINITY || highest == Double.NEGATIVE_INFINITY) {
      return;
    }
    double down = Math.min(0, lowest - highest) - 1;
    for (int i = 0; i < scored.size(); i++) {
      Scored one = scored.get(i);
      if (!isWeighted(one.candidate())) {
        String source = one.candidate().passage().source();
        scored.set(i, one.plus(new Contribution(source, null, 0.0, Signal.WEIGHT, 1, down)));
      }
    }
  }

  private static boolean isWeighted(Candidate candidate) {
    for (Copy copy : candidate.copies()) {
      if (copy.list().weight() > 0) {
        return true;
      }
    }
    return false;
  }

  private static Contribution part(
      Signal signal, double weight, @Nullable Double raw, double normalised) {
    return new Contribution(null, null, raw, signal, weight, weight * normalised);
  }
}
