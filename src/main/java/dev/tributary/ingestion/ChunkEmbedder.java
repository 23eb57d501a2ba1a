package dev.tributary.ingestion;

import dev.tributary.embedding.Embedder;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ChunkedDocument.Chunk;
import dev.tributary.source.Document;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds chunks: so many at once for all sources together, so that questions find room too. */
final class ChunkEmbedder {
  /** Chunks that are being embedded at once, over all sources. */
  static final int AT_ONCE = 4;

  private static final int QUEUE = 10_000;

  private final Limiter limiter;
  private final Retry retry;

  ChunkEmbedder(Timers timers, Retry retry) {
    this.limiter = new Limiter(AT_ONCE, QUEUE, timers);
    this.retry = retry;
  }

  /** A document that was split, and its hash. */
  record Draft(Document document, String hash, List<String> texts) {}

  /**
   * The drafts with vectors, in order.
   *
   * @param embedder null when their source searches text only
   */
  Uni<List<ChunkedDocument>> embed(List<Draft> drafts, @Nullable Embedder embedder) {
    List<String> texts = drafts.stream().flatMap(draft -> draft.texts().stream()).toList();
    if (embedder == null) {
      List<Chunk> chunks = texts.stream().map(text -> new Chunk(text, null)).toList();
      return Uni.createFrom().item(regroup(drafts, chunks));
    }
    // Not Uni.join: it goes one call deeper with every Uni that ends at once, and there are
    // thousands of chunks in a long document.
    return Multi.createFrom()
        .range(0, texts.size())
        .onItem()
        .transformToUni(i -> vector(texts.get(i), embedder).map(vector -> new Placed(i, vector)))
        .merge(AT_ONCE)
        .collect()
        .in(() -> new Chunk[texts.size()], (chunks, one) -> chunks[one.index] = one.in(texts))
        .map(chunks -> regroup(drafts, List.of(chunks)));
  }

  private record Placed(int index, Vector vector) {
    Chunk in(List<String> texts) {
      return new Chunk(texts.get(index), vector);
    }
  }

  private Uni<Vector> vector(String text, Embedder embedder) {
    Uni<Vector> attempt =
        Uni.createFrom()
            .deferred(() -> embedder.embedPassage(text, Deadline.after(Embedder.INGESTION_TIME)));
    return retry.of(limiter.limit(attempt, _ -> {}));
  }

  private static List<ChunkedDocument> regroup(List<Draft> drafts, List<Chunk> chunks) {
    List<ChunkedDocument> documents = new ArrayList<>();
    int next = 0;
    for (Draft draft : drafts) {
      int end = next + draft.texts().size();
      documents.add(new ChunkedDocument(draft.document(), draft.hash(), chunks.subList(next, end)));
      next = end;
    }
    return documents;
  }
}
