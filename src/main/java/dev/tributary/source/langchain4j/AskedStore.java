package dev.tributary.source.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Capabilities;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Distance;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedding store: takes a vector, and a filter. */
record AskedStore(
    String type,
    MadeOnce<EmbeddingStore<TextSegment>> bean,
    Supplier<StoredHits> hits,
    Duration patience,
    String model,
    Distance distance,
    Dimensions dimensions,
    AtomicBoolean keepsVectors)
    implements Asked {
  /** Many stores keep their vectors to themselves: one that did so once is not counted on. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(EnumSet.allOf(Filter.Operator.class), model, !keepsVectors.get());
  }

  @Override
  public Uni<Found> search(SearchRequest request, BlockingCalls calls) {
    return request
        .requiredVector()
        .chain(
            vector -> {
              dimensions.saw(vector);
              return calls.run(() -> found(request, vector), request.deadline());
            });
  }

  /** Asks for one segment once it is known how long a vector has to be. */
  @Override
  public Uni<Void> check(BlockingCalls calls) {
    return Uni.createFrom()
        .deferred(() -> calls.run(this::tryOut, Deadline.after(patience)))
        .replaceWithVoid();
  }

  private Void tryOut() throws Exception {
    EmbeddingStore<TextSegment> store = bean.get();
    dimensions
        .known()
        .ifPresent(
            length -> {
              float[] any = new float[length];
              any[0] = 1;
              StoredHits hits = this.hits.get();
              store
                  .search(
                      EmbeddingSearchRequest.builder()
                          .queryEmbedding(Embedding.from(any))
                          .maxResults(1)
                          .build())
                  .matches()
                  .forEach(match -> add(match, false, hits));
              hits.requireReadable();
            });
    return null;
  }

  private Found found(SearchRequest request, Vector question) throws Exception {
    @Nullable Filter filter = request.filter();
    List<EmbeddingMatch<TextSegment>> matches =
        bean.get()
            .search(
                EmbeddingSearchRequest.builder()
                    .query(request.question().text())
                    .queryEmbedding(Embedding.from(question.values()))
                    .maxResults(request.limit())
                    .minScore(0.0)
                    .filter(filter == null ? null : StoreFilter.of(filter))
                    .build())
            .matches();
    StoredHits hits = this.hits.get();
    matches.stream()
        .limit(request.limit())
        // What a store took more loosely than it was meant is no answer.
        .filter(match -> filter == null || isMeant(filter, match))
        .forEach(match -> add(match, request.returnVectors(), hits));
    return hits.found(null);
  }

  private static boolean isMeant(Filter filter, EmbeddingMatch<TextSegment> match) {
    TextSegment segment = match.embedded();
    return segment != null && filter.matches(StoreFilter.plain(segment.metadata()));
  }

  private void add(EmbeddingMatch<TextSegment> match, boolean returnVector, StoredHits hits) {
    @Nullable Vector vector = returnVector ? vector(match.embedding()) : null;
    if (returnVector && vector == null) {
      keepsVectors.set(true);
    }
    hits.add(
        match.embeddingId(),
        Segments.fields(match.embedded()),
        distance.signal(),
        score(match),
        vector);
  }

  private @Nullable Vector vector(@Nullable Embedding embedding) {
    return embedding == null || embedding.vector().length == 0
        ? null
        : new Vector(model, embedding.vector());
  }

  /** LangChain4j tells a cosine as {@code (1 + cosine) / 2}; other scores are the store's own. */
  private @Nullable Double score(EmbeddingMatch<?> match) {
    @Nullable Double score = match.score();
    return score == null || distance.signal() != Signal.COSINE
        ? score
        : (Double) distance.score(2 - 2 * score);
  }
}
