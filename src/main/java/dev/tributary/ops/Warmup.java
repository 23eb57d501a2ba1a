package dev.tributary.ops;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.passage.Question;
import dev.tributary.ranking.Reranker;
import dev.tributary.ranking.Rerankers;
import dev.tributary.retrieval.Rehearsals;
import dev.tributary.retrieval.RetrievalObserver;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.retrieval.Retriever;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.retrieval.SourceState;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings into memory what the first questions would wait for: the models that run in this process,
 * and the code between a question and its answer.
 *
 * <p>The path to sources elsewhere is rehearsed against stubs inside of this process. Only what is
 * in this process is touched. No source elsewhere hears of a start, so none can delay readiness or
 * be billed for it.
 */
@ApplicationScoped
class Warmup {
  private static final Logger LOG = Logger.getLogger(Warmup.class);

  /** The kind whose sources live in this process. */
  private static final String IN_PROCESS = "lucene";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROUNDS = 20;

  private final Embedders embedders;
  private final SourceCatalog catalog;
  private final Retriever retriever;
  private final Rerankers rerankers;
  private final Rehearsals rehearsals;
  private final String rankingModel;
  private final String reranker;
  private volatile boolean over;

  Warmup(
      Embedders embedders,
      SourceCatalog catalog,
      Retriever retriever,
      Rehearsals rehearsals,
      Rerankers rerankers,
      @ConfigProperty(name = "tributary.ranking.model") String rankingModel,
      @ConfigProperty(name = "tributary.ranking.rerank") String reranker) {
    this.embedders = embedders;
    this.catalog = catalog;
    this.retriever = retriever;
    this.rehearsals = rehearsals;
    this.rerankers = rerankers;
    this.rankingModel = rankingModel;
    this.reranker = reranker;
  }

  /** Whether it is over, well or not: a model that does not load is reported by each answer. */
  boolean isOver() {
    return over;
  }

  void start(@Observes StartupEvent start) {
    long began = System.nanoTime();
    var _ =
        run()
            .ifNoItem()
            .after(PATIENCE)
            .fail()
            .onTermination()
            .invoke(() -> over = true)
            .subscribe()
            .with(
                _ ->
                    LOG.debugf(
                        "warm after %d ms", Duration.ofNanos(System.nanoTime() - began).toMillis()),
                e -> LOG.warnf("not quite warm, ready all the same: %s", e.getMessage()));
  }

  private Uni<Void> run() {
    return Multi.createFrom()
        .iterable(localModels())
        .onItem()
        .transformToUniAndConcatenate(Embedder::check)
        .collect()
        .last()
        .chain(this::loadReranker)
        .chain(this::askInProcess)
        .chain(rehearsals::play);
  }

  private List<Embedder> localModels() {
    return Stream.concat(
            Stream.of(rankingModel),
            catalog.states().stream().map(s -> s.capabilities().model()).filter(Objects::nonNull))
        .distinct()
        .map(embedders::find)
        .flatMap(Optional::stream)
        .filter(Embedder::isLocal)
        .toList();
  }

  private Uni<Void> loadReranker() {
    return rerankers
        .find(reranker)
        .filter(Reranker::isLocal)
        .map(Reranker::check)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> askInProcess() {
    List<SourceChoice> sources =
        catalog.states().stream()
            .filter(s -> s.kind().equals(IN_PROCESS))
            .map(SourceState::name)
            .map(SourceChoice::of)
            .toList();
    if (sources.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    RetrievalRequest request = requestOf(sources);
    return Uni.createFrom()
        .deferred(() -> retriever.retrieve(request, RetrievalObserver.REHEARSAL))
        .repeat()
        .atMost(ROUNDS)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static RetrievalRequest requestOf(List<SourceChoice> sources) {
    RetrievalRequest plain = RetrievalRequest.of(new Question("warming up"));
    return new RetrievalRequest(
            plain.question(),
            plain.topK(),
            sources,
            plain.exclude(),
            plain.filter(),
            plain.deadline(),
            0,
            false,
            plain.fusion(),
            plain.k())
        .rerankedBy(RerankChoice.NOBODY);
  }
}
