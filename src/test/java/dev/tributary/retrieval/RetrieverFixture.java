package dev.tributary.retrieval;

import dev.tributary.conversation.Condenser;
import dev.tributary.conversation.ConversationConfig;
import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.fanout.FanOut;
import dev.tributary.fanout.FanOutConfig;
import dev.tributary.fanout.GuardedSources;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.FakeRerankers;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.RankedPassage;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RankingConfig;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.ranking.SourceList;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A retriever over fake sources, a fake embedder and a clock that the test moves. */
abstract class RetrieverFixture {
  static final String MODEL = "fake-model";

  private static final ConversationConfig NO_CHAT =
      new SmallRyeConfigBuilder()
          .withMapping(ConversationConfig.class)
          .build()
          .getConfigMapping(ConversationConfig.class);

  final FakeTimers timers = new FakeTimers();
  final FakeEmbedder embedder = new FakeEmbedder();
  final Map<String, Embedder> models = new TreeMap<>(Map.of(MODEL, embedder));
  final RankingInOrder ranking = new RankingInOrder();
  final FakeRerankers rerankers = new FakeRerankers();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final RetrievalLog log = new RetrievalLog(registry);

  /** Beside the retriever that was made last. */
  Gatherer gatherer;

  int maxInFlight = 10;
  int samples;
  String defaultReranker = "none";

  @AfterEach
  void endLog() {
    log.stop();
  }

  /** Puts the lists one behind the other, and keeps what it was given. */
  static final class RankingInOrder implements Ranking {
    final List<RankingPlan> plans = new ArrayList<>();
    final List<Packing> packings = new ArrayList<>();
    final List<Integer> packedTo = new ArrayList<>();
    final List<Ranked> packed = new ArrayList<>();
    final List<List<SourceList>> lists = new ArrayList<>();

    @Override
    public void prepare(SourceList list, RankingPlan plan) {}

    @Override
    public Uni<Ranked> rank(
        Question question,
        List<SourceList> given,
        RankingPlan plan,
        Uni<Vector> vector,
        Deadline deadline) {
      plans.add(plan);
      lists.add(given);
      List<RankedPassage> passages = new ArrayList<>();
      for (SourceList list : given) {
        for (Passage p : list.passages()) {
          passages.add(new RankedPassage(p, -passages.size(), List.of(list.source()), List.of()));
        }
      }
      Ranked ranked =
          new Ranked(passages, passages.size(), passages.size(), List.of(), plan.model(), null);
      return plan.cosine() == Cosine.NONE
          ? Uni.createFrom().item(ranked)
          : vector.replaceWith(ranked).onFailure().recoverWithItem(ranked);
    }

    @Override
    public Uni<Ranked> pack(Ranked ranked, int topK, Packing packing, Deadline deadline) {
      packings.add(packing);
      packedTo.add(topK);
      packed.add(ranked);
      return Uni.createFrom().item(ranked);
    }
  }

  static final class FakeEmbedder implements Embedder {
    final AtomicInteger questions = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    final List<String> passages = new ArrayList<>();
    Uni<Vector> answer = Uni.createFrom().item(() -> new Vector(MODEL, new float[] {1, 0}));

    @Override
    public String model() {
      return MODEL;
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public Uni<Vector> embedQuestion(String text, Deadline deadline) {
      return Uni.createFrom()
          .deferred(
              () -> {
                questions.incrementAndGet();
                return answer;
              })
          .onCancellation()
          .invoke(cancelled::incrementAndGet);
    }

    @Override
    public Uni<Vector> embedPassage(String text, Deadline deadline) {
      passages.add(text);
      return answer;
    }

    @Override
    public Uni<Void> check() {
      return Uni.createFrom().voidItem();
    }
  }

  Retriever retriever(Source... sources) {
    SourceKind kind =
        new SourceKind() {
          @Override
          public String name() {
            return "fake";
          }

          @Override
          public List<Source> sources() {
            return List.of(sources);
          }
        };
    Embedders embedders =
        new Embedders() {
          @Override
          public Optional<Embedder> find(String model) {
            return Optional.ofNullable(models.get(model));
          }

          @Override
          public Set<String> models() {
            return models.keySet();
          }
        };
    FanOutConfig config =
        new FanOutConfig() {
          @Override
          public double minCoverage() {
            return 1;
          }

          @Override
          public double lateShare() {
            return 0;
          }
        };
    GuardedSources guards =
        new GuardedSources(timers, registry, OpenTelemetry.noop().getTracer("test"));
    SourceCatalog catalog = new SourceCatalog(List.of(kind), guards, embedders);
    RankingConfig rankingConfig =
        new RankingConfig() {
          @Override
          public String model() {
            return MODEL;
          }

          @Override
          public String rerank() {
            return defaultReranker;
          }
        };
    SourceProfiles profiles = new SourceProfiles(() -> samples, rankingConfig, embedders);
    Planner planner =
        new Planner(
            new SourceSelection(catalog, profiles),
            new RerankSelection(rerankers, rankingConfig),
            embedders,
            rankingConfig);
    Courses courses = new Courses(planner, embedders, timers);
    FanOut fanOut = new FanOut(timers, config);
    Merging merging = new Merging(ranking, timers);
    RetrievalTelemetry telemetry = new RetrievalTelemetry(registry, log, () -> false);
    Admission admission = new Admission(() -> maxInFlight, timers, telemetry);
    gatherer = new Gatherer(admission, courses, fanOut, merging);
    return new Retriever(
        admission,
        planner,
        new Condenser(NO_CHAT, (_, _) -> (_, _) -> Uni.createFrom().nothing(), timers),
        courses,
        new Router(profiles, timers),
        fanOut,
        merging,
        timers,
        telemetry);
  }

  static RetrievalRequest request(SourceChoice... sources) {
    return request(null, 1, false, null, sources);
  }

  static RetrievalRequest request(
      @Nullable Duration deadline,
      int minSources,
      boolean failOnPartial,
      @Nullable Filter filter,
      SourceChoice... sources) {
    return new RetrievalRequest(
        new Question("what?"),
        10,
        List.of(sources),
        Set.of(),
        filter,
        deadline,
        minSources,
        failOnPartial,
        FusionMethod.POOLED,
        60);
  }

  static UniAssertSubscriber<Retrieval> ask(Retriever retriever, RetrievalRequest request) {
    return retriever
        .retrieve(request, RetrievalObserver.NONE)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  static List<String> statuses(Retrieval retrieval) {
    return retrieval.sources().stream().map(r -> r.source() + " " + r.outcome().status()).toList();
  }
}
