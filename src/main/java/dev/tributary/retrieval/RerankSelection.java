package dev.tributary.retrieval;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.ranking.RankingConfig;
import dev.tributary.ranking.RerankPlan;
import dev.tributary.ranking.Reranker;
import dev.tributary.ranking.Rerankers;
import dev.tributary.retrieval.RetrievalException.Unserviceable;
import dev.tributary.retrieval.RetrievalException.Unserviceable.Problem;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the reranker that a request names, or the one that judges by default. */
@Singleton
class RerankSelection {
  /** At most this part of a request's own deadline is kept for judging: the sources need theirs. */
  private static final int MOST_OF_DEADLINE = 2;

  private static final RerankChoice NO_WISH = new RerankChoice(null, null, null);

  private final Rerankers rerankers;
  private final @Nullable Reranker byDefault;

  /**
   * @throws BadConfiguration when the default one does not exist
   */
  RerankSelection(Rerankers rerankers, RankingConfig config) {
    this.rerankers = rerankers;
    this.byDefault =
        Rerankers.NONE.equals(config.rerank())
            ? null
            : rerankers
                .find(config.rerank())
                .orElseThrow(
                    () ->
                        new BadConfiguration(
                            "tributary.ranking.rerank",
                            config.rerank(),
                            String.join(", ", namesAndNone())));
  }

  /**
   * Who judges; null for nobody.
   *
   * @throws Unserviceable when the reranker is unknown, or none is named where there is no default
   */
  @Nullable RerankPlan choose(RetrievalRequest request) {
    RerankChoice choice = request.rerank();
    if (choice == null) {
      return byDefault == null ? null : plan(byDefault, NO_WISH, request);
    }
    if (Rerankers.NONE.equals(choice.model())) {
      return null;
    }
    return plan(named(choice.model()), choice, request);
  }

  private Reranker named(@Nullable String name) {
    if (name != null) {
      return rerankers.find(name).orElseThrow(() -> unknown(name));
    }
    if (byDefault != null) {
      return byDefault;
    }
    List<String> names = rerankers.names();
    if (names.size() == 1) {
      return named(names.getFirst());
    }
    throw names.isEmpty()
        ? unknown("")
        : problem("#/rerank", "there are several rerankers and no default: name one", "");
  }

  private Unserviceable unknown(String name) {
    String detail =
        rerankers.names().isEmpty()
            ? "this server has no reranker; the keys tributary.reranker configure them"
            : "unknown reranker";
    return problem(name.isEmpty() ? "#/rerank" : "#/rerank/model", detail, name);
  }

  private Unserviceable problem(String pointer, String detail, String rejected) {
    return new Unserviceable(List.of(new Problem(pointer, detail, rejected, namesAndNone())));
  }

  private List<String> namesAndNone() {
    List<String> names = new ArrayList<>(rerankers.names());
    names.add(Rerankers.NONE);
    return names;
  }

  private static RerankPlan plan(Reranker reranker, RerankChoice choice, RetrievalRequest request) {
    Duration wait = reranker.waitTime();
    Duration deadline = request.deadline();
    Duration most = deadline == null ? wait : deadline.dividedBy(MOST_OF_DEADLINE);
    return new RerankPlan(
        reranker,
        choice.topN() == null ? reranker.topN() : choice.topN(),
        choice.threshold(),
        wait.compareTo(most) > 0 ? most : wait);
  }
}
