package dev.tributary.ranking;

import dev.tributary.passage.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate and what it is worth.
 *
 * @param score the sum of the parts, in their order
 */
record Scored(Candidate candidate, double score, List<Contribution> parts) {
  /**
   * Best first; ties go to the source's priority, then the best rank, then the source's own score,
   * then the smaller id.
   *
   * <p>By ranks alone the first passages of all sources tie. Their own scores are a poor judge
   * between sources, but a better one than the alphabet: over 29 sources rrf has an nDCG@10 of .52
   * with them and of .14 without.
   */
  static final Comparator<Scored> BEST_FIRST = Scored::compare;

  // Written out: a chain of comparators costs ten times as much, and a pool takes hundreds of
  // comparisons between the last source's answer and ours.
  private static int compare(Scored a, Scored b) {
    int order = Double.compare(b.score, a.score);
    if (order == 0) {
      order = Integer.compare(b.candidate.priority(), a.candidate.priority());
    }
    if (order == 0) {
      order = Integer.compare(a.candidate.rank(), b.candidate.rank());
    }
    if (order == 0) {
      order = compareRaw(a.candidate.passage().rawScore(), b.candidate.passage().rawScore());
    }
    return order == 0 ? Candidate.BY_ID.compare(a.candidate, b.candidate) : order;
  }

  /** Higher first, none last. */
  private static int compareRaw(@Nullable Double a, @Nullable Double b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return Double.compare(b, a);
  }

  static Scored of(Candidate candidate, List<Contribution> parts) {
    double score = 0;
    for (Contribution part : parts) {
      score += part.part();
    }
    return new Scored(candidate, score, parts);
  }

  Scored plus(Contribution part) {
    List<Contribution> more = new ArrayList<>(parts.size() + 1);
    more.addAll(parts);
    more.add(part);
    return of(candidate, more);
  }

  /**
   * The answer.
   *
   * @param bestFirst all candidates
   * @param scored how many of them were scored by every signal
   */
  static Ranked ranked(
      List<Scored> bestFirst,
      int topK,
      int scored,
      @Nullable String model,
      @Nullable String degraded) {
    EnumSet<Signal> signals = EnumSet.noneOf(Signal.class);
    for (Scored one : bestFirst) {
      for (Contribution part : one.parts) {
        signals.add(part.signal());
      }
    }
    signals.remove(Signal.TAIL);
    List<RankedPassage> top = new ArrayList<>(Math.min(topK, bestFirst.size()));
    for (Scored one : bestFirst.subList(0, Math.min(topK, bestFirst.size()))) {
      Candidate candidate = one.candidate;
      top.add(
          new RankedPassage(
              candidate.passage(),
              one.score,
              candidate.sources(),
              one.parts,
              candidate.nearDuplicates()));
    }
    return new Ranked(top, bestFirst.size(), scored, List.copyOf(signals), model, degraded);
  }
}
