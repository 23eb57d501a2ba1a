package dev.tributary.source.qdrant;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes and deletes documents; each call is acknowledged when it is applied.
 *
 * <p>Of a document's former self what has no successor goes first, and its first chunk comes last:
 * a write that breaks off in between is known by it, and done again by the next load.
 */
final class QdrantWriting {
  /** How long one call may take. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Points of one call: some megabytes with the widest vectors. */
  private static final int BATCH = 250;

  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final QdrantCollection collection;
  private final ChunkPoints points;

  QdrantWriting(QdrantSettings settings, QdrantConnection connection, QdrantCollection collection) {
    this.settings = settings;
    this.connection = connection;
    this.collection = collection;
    points = new ChunkPoints(settings);
  }

  Uni<Void> write(List<ChunkedDocument> documents) {
    List<StoredChunk> chunks = new ArrayList<>();
    for (ChunkedDocument document : documents) {
      chunks.addAll(StoredChunk.of(document, settings.store().content()).reversed());
    }
    List<Vector> vectors =
        chunks.stream().map(StoredChunk::vector).filter(Objects::nonNull).toList();
    List<String> ids = documents.stream().map(document -> document.document().id()).toList();
    Uni<Void> once =
        Uni.createFrom()
            .deferred(() -> collection.makeWritable(vectors, deadline()))
            .chain(() -> delete(ids, chunks))
            .chain(() -> inBatches(chunks, this::upsert));
    // Dropped since it was last used: found out by the write itself, and made again.
    return once.onFailure(GrpcErrors::isMissing)
        .recoverWithUni(
            () -> {
              collection.forget();
              return once;
            });
  }

  Uni<Void> delete(Collection<String> documentIds) {
    return collection
        .readable(deadline())
        .chain(
            readable ->
                readable.isPresent()
                    ? delete(List.copyOf(documentIds), List.of())
                    : Uni.createFrom().voidItem());
  }

  /** Deletes documents but for some of their chunks. */
  private Uni<Void> delete(List<String> documentIds, List<StoredChunk> but) {
    List<PointId> kept = but.stream().map(chunk -> PointIdFactory.id(chunk.id())).toList();
    return inBatches(documentIds, ids -> deleteBatch(ids, kept));
  }

  private Uni<?> deleteBatch(List<String> documentIds, List<PointId> kept) {
    Filter.Builder filter =
        Filter.newBuilder().addMust(ofDocuments(settings.fields(), documentIds));
    if (!kept.isEmpty()) {
      filter.addMustNot(ConditionFactory.hasId(kept));
    }
    DeletePoints request =
        DeletePoints.newBuilder()
            .setCollectionName(settings.collection())
            .setPoints(PointsSelector.newBuilder().setFilter(filter))
            .setWait(true)
            .build();
    return connection.points(deadline(), stub -> stub.delete(request));
  }

  private Uni<?> upsert(List<StoredChunk> chunks) {
    List<PointStruct> batch = chunks.stream().map(points::of).toList();
    UpsertPoints request =
        UpsertPoints.newBuilder()
            .setCollectionName(settings.collection())
            .addAllPoints(batch)
            .setWait(true)
            .build();
    return connection.points(deadline(), stub -> stub.upsert(request));
  }

  /** The points of documents. */
  static io.qdrant.client.grpc.Common.Condition ofDocuments(
      StoreFields fields, List<String> documentIds) {
    return ConditionFactory.matchKeywords(PayloadPaths.field(fields.id()), documentIds);
  }

  /** One call after the other. */
  private static <T> Uni<Void> inBatches(List<T> all, Function<List<T>, Uni<?>> call) {
    return Multi.createFrom()
        .iterable(all)
        .group()
        .intoLists()
        .of(BATCH)
        .onItem()
        .transformToUniAndConcatenate(call::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }

  static Deadline deadline() {
    return Deadline.after(PATIENCE);
  }
}
