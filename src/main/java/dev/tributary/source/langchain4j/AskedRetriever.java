package dev.tributary.source.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Signal;
import dev.tributary.source.Capabilities;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A content retriever: takes a text, and brings its own model if it has one. */
record AskedRetriever(
    String type, MadeOnce<ContentRetriever> bean, Supplier<StoredHits> hits, Duration patience)
    implements Asked {
  @Override
  public Capabilities capabilities() {
    return Capabilities.textOnly();
  }

  @Override
  public Uni<Found> search(SearchRequest request, BlockingCalls calls) {
    return calls.run(
        () -> found(retrieve(request.question().text()), request.limit()), request.deadline());
  }

  /** One harmless question: there is nothing cheaper that proves anything. */
  @Override
  public Uni<Void> check(BlockingCalls calls) {
    return Uni.createFrom()
        .deferred(() -> calls.run(() -> retrieve("river"), Deadline.after(patience)))
        .replaceWithVoid();
  }

  private List<Content> retrieve(String text) throws Exception {
    return bean.get().retrieve(Query.from(text));
  }

  private Found found(List<Content> contents, int limit) {
    StoredHits hits = this.hits.get();
    // Half a list of scores cannot be compared: then only the order counts.
    boolean scored = contents.stream().allMatch(content -> score(content) != null);
    for (Content content : contents.subList(0, Math.min(limit, contents.size()))) {
      TextSegment segment = content.textSegment();
      Object id = content.metadata().get(ContentMetadata.EMBEDDING_ID);
      hits.add(
          id == null ? null : id.toString(),
          Segments.fields(segment),
          scored ? Signal.SCORE : Signal.RANK,
          scored ? score(content) : null,
          null);
    }
    return hits.found(null);
  }

  private static @Nullable Double score(Content content) {
    Object score =
        content
            .metadata()
            .getOrDefault(
                ContentMetadata.RERANKED_SCORE, content.metadata().get(ContentMetadata.SCORE));
    return score instanceof Number number ? (Double) number.doubleValue() : null;
  }
}
