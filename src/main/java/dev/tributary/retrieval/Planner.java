package dev.tributary.retrieval;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.fanout.GuardedSource;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.RankingConfig;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.ranking.RerankPlan;
import dev.tributary.retrieval.RetrievalPlan.PlannedSource;
import dev.tributary.source.Capabilities;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into a plan; decides by the request and the configuration alone, never by a
 * running clock.
 */
@Singleton
class Planner {
  /** Time kept for ranking by words, and by vectors that are at hand. */
  static final Duration LEXICAL_RESERVE = Duration.ofMillis(50);

  /** Time kept when {@value RankingPlan#COMPUTED} passages must be embedded on the way. */
  static final Duration COSINE_RESERVE = Duration.ofMillis(400);

  /** With less time than this, cosines that must be computed would take it from the sources. */
  static final Duration SHORTEST_FOR_COSINES = COSINE_RESERVE.multipliedBy(2);

  /** The most of a deadline that is kept for ranking by words. */
  private static final int RESERVE_SHARE = 4;

  /** A model that condenses may have this part of a request's own deadline. */
  private static final int MOST_FOR_CONDENSING = 3;

  private final SourceSelection selection;
  private final RerankSelection rerankers;
  private final Embedders embedders;
  private final RankingConfig config;

  Planner(
      SourceSelection selection,
      RerankSelection rerankers,
      Embedders embedders,
      RankingConfig config) {
    this.selection = selection;
    this.rerankers = rerankers;
    this.embedders = embedders;
    this.config = config;
    if (!Embedders.NONE.equals(config.model()) && !embedders.models().contains(config.model())) {
      throw new BadConfiguration(
          "tributary.ranking.model",
          config.model(),
          Embedders.NONE + ", " + String.join(", ", embedders.models()));
    }
  }

  /**
   * @throws RetrievalException.Unserviceable when the request names what is not there
   */
  RetrievalPlan plan(RetrievalRequest request) {
    RerankPlan rerank = rerankers.choose(request);
    List<PlannedSource> sources = selection.choose(request, rerank == null ? 0 : rerank.topN());
    Duration judging = rerank == null ? Duration.ZERO : rerank.budget();
    RankingPlan ranking = ranking(request, sources, rerank);
    Duration reserve = ranking.cosine() == Cosine.BEST ? COSINE_RESERVE : LEXICAL_RESERVE;
    Duration deadline = deadline(request, sources, reserve.plus(judging));
    Duration share = deadline.minus(judging).dividedBy(RESERVE_SHARE);
    Duration kept =
        ranking.cosine() == Cosine.BEST || reserve.compareTo(share) < 0 ? reserve : share;
    return new RetrievalPlan(request, sources, deadline, kept.plus(judging), ranking, rerank);
  }

  /** How long a question with a history may take to stand alone. */
  Duration condensing(RetrievalRequest request, Duration wait) {
    Duration deadline = request.deadline();
    Duration most = deadline == null ? wait : deadline.dividedBy(MOST_FOR_CONDENSING);
    return wait.compareTo(most) > 0 ? most : wait;
  }

  private static Duration deadline(
      RetrievalRequest request, List<PlannedSource> sources, Duration reserve) {
    if (request.deadline() != null) {
      return request.deadline();
    }
    Duration longest = Duration.ZERO;
    for (PlannedSource source : sources) {
      longest = source.waitTime().compareTo(longest) > 0 ? source.waitTime() : longest;
    }
    Duration most = Duration.ofMillis(RetrievalRequest.MAX_DEADLINE_MS);
    Duration wanted = longest.plus(reserve);
    return wanted.compareTo(most) > 0 ? most : wanted;
  }

  private RankingPlan ranking(
      RetrievalRequest request, List<PlannedSource> sources, @Nullable RerankPlan rerank) {
    Duration judging = rerank == null ? Duration.ZERO : rerank.budget();
    Cosine cosine =
        request.fusion() == FusionMethod.POOLED ? cosine(request, sources, judging) : Cosine.NONE;
    return new RankingPlan(
        request.fusion(),
        request.k(),
        Math.max(request.packing().depth(request.topK()), rerank == null ? 0 : rerank.topN()),
        cosine,
        cosine == Cosine.NONE ? null : config.model(),
        request.packing().mergesNearDuplicates());
  }

  private Cosine cosine(RetrievalRequest request, List<PlannedSource> sources, Duration judging) {
    Embedder embedder = embedders.find(config.model()).orElse(null);
    if (embedder == null) {
      return Cosine.NONE;
    }
    if (sources.stream().allMatch(s -> bringsVectors(s.source()))) {
      return Cosine.ALL;
    }
    boolean enoughTime =
        request.deadline() == null
            || request.deadline().minus(judging).compareTo(SHORTEST_FOR_COSINES) >= 0;
    return embedder.isLocal() && enoughTime ? Cosine.BEST : Cosine.NONE;
  }

  private boolean bringsVectors(GuardedSource source) {
    Capabilities capabilities = source.source().capabilities();
    return capabilities.returnsVectors() && config.model().equals(capabilities.model());
  }
}
