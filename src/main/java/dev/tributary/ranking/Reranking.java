package dev.tributary.ranking;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.Reranked.End;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The best passages of a pool in the order of a reranker.
 *
 * <p>Those that it judged come first, by its score, and where that ties in the order they had.
 * Their score is the reranker's, and so is its one contribution: what brought them before the
 * reranker no longer counts. The rest follows in the order it had, lowered by one negative part,
 * the same for all, until its best is 1 below the last of those. With a threshold only judged
 * passages that reach it are left.
 *
 * <p>All or nothing: half a list of judgements is no order.
 */
public final class Reranking {
  private static final Comparator<RankedPassage> BEST_FIRST =
      Comparator.comparingDouble(RankedPassage::score).reversed();

  private Reranking() {}

  /**
   * Reranks; never fails for want of a reranker.
   *
   * @param pooled the whole pool or as much of it as may be needed, best first
   * @param topK how many passages to return
   * @param deadline by which it must be over
   */
  public static Uni<Reranked> of(
      Question question, Ranked pooled, RerankPlan plan, int topK, Deadline deadline) {
    String name = plan.reranker().name();
    List<RankedPassage> head = first(plan.topN(), pooled.passages());
    if (head.isEmpty()) {
      Boolean answerable = plan.threshold() == null ? null : false;
      return Uni.createFrom()
          .item(new Reranked(pooled, End.EMPTY, name + ": nothing to judge", answerable));
    }
    List<String> texts = new ArrayList<>(head.size());
    for (RankedPassage one : head) {
      texts.add(PassageText.withTitle(one.passage()));
    }
    return plan.reranker()
        .judge(question.text(), texts, deadline)
        .map(judged -> inOrder(pooled, judged, plan, topK))
        .onFailure(RerankException.class)
        .recoverWithItem(
            e ->
                new Reranked(
                    with(pooled, first(topK, pooled.passages()), pooled.signals()),
                    End.FAILED,
                    e.getMessage() + "; the order is that before it",
                    null));
  }

  private static Reranked inOrder(
      Ranked pooled, List<Relevance> judged, RerankPlan plan, int topK) {
    List<RankedPassage> best = new ArrayList<>(judged.size());
    for (int i = 0; i < judged.size(); i++) {
      best.add(judged(pooled.passages().get(i), judged.get(i)));
    }
    best.sort(BEST_FIRST);
    Double threshold = plan.threshold();
    if (threshold == null) {
      addRest(best, pooled.passages().subList(judged.size(), pooled.passages().size()));
    } else {
      best.removeIf(one -> one.score() < threshold);
    }
    EnumSet<Signal> signals = EnumSet.of(Signal.RERANK);
    signals.addAll(pooled.signals());
    return new Reranked(
        with(pooled, first(topK, best), List.copyOf(signals)),
        End.JUDGED,
        plan.reranker().name(),
        threshold == null ? null : !best.isEmpty());
  }

  private static RankedPassage judged(RankedPassage one, Relevance relevance) {
    Contribution part =
        new Contribution(null, null, relevance.raw(), Signal.RERANK, 1, relevance.score());
    return one.scored(relevance.score(), List.of(part));
  }

  private static void addRest(List<RankedPassage> best, List<RankedPassage> rest) {
    if (rest.isEmpty()) {
      return;
    }
    double down = Math.min(0, best.getLast().score() - rest.getFirst().score()) - 1;
    Contribution tail = new Contribution(null, null, null, Signal.TAIL, 1, down);
    for (RankedPassage one : rest) {
      List<Contribution> parts = new ArrayList<>(one.contributions());
      parts.add(tail);
      best.add(one.scored(one.score() + down, parts));
    }
  }

  private static Ranked with(Ranked pooled, List<RankedPassage> passages, List<Signal> signals) {
    return new Ranked(
        passages, pooled.candidates(), pooled.scored(), signals, pooled.model(), pooled.degraded());
  }

  private static <T> List<T> first(int size, List<T> list) {
    return list.subList(0, Math.min(size, list.size()));
  }
}
