package dev.tributary.source.qdrant;

import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which documents a collection holds that this server wrote; read from their first chunks, a page
 * at a time.
 */
final class HeldDocuments {
  private static final int PAGE = 1_000;

  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final QdrantCollection collection;

  HeldDocuments(QdrantSettings settings, QdrantConnection connection, QdrantCollection collection) {
    this.settings = settings;
    this.connection = connection;
    this.collection = collection;
  }

  Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    String id = settings.fields().id();
    return ifReadable(
        new HashMap<>(),
        hashes ->
            Multi.createFrom()
                .iterable(documentIds)
                .group()
                .intoLists()
                .of(PAGE)
                .onItem()
                .transformToUniAndConcatenate(
                    ids ->
                        forEach(
                            firstChunks()
                                .addMust(QdrantWriting.ofDocuments(settings.fields(), ids)),
                            payload ->
                                hashes.put(text(payload, id), text(payload, StoreFields.HASH))))
                .collect()
                .last()
                .replaceWithVoid());
  }

  Uni<Set<String>> documentIds() {
    String id = settings.fields().id();
    return ifReadable(
        new HashSet<>(), ids -> forEach(firstChunks(), payload -> ids.add(text(payload, id))));
  }

  private <T> Uni<T> ifReadable(T result, java.util.function.Function<T, Uni<Void>> fill) {
    return collection
        .readable(QdrantWriting.deadline())
        .chain(readable -> readable.isPresent() ? fill.apply(result) : Uni.createFrom().voidItem())
        .replaceWith(result);
  }

  private Filter.Builder firstChunks() {
    return Filter.newBuilder()
        .addMust(
            ConditionFactory.matchValues(
                PayloadPaths.field(settings.fields().chunk()),
                List.of((long) StoredChunk.WHOLE, 0L)));
  }

  private Uni<Void> forEach(Filter.Builder filter, Consumer<Map<String, Value>> payload) {
    ScrollPoints.Builder scroll =
        ScrollPoints.newBuilder()
            .setCollectionName(settings.collection())
            .setFilter(filter)
            .setLimit(PAGE)
            .setWithPayload(
                WithPayloadSelectorFactory.include(
                    List.of(PayloadPaths.field(settings.fields().id()), StoreFields.HASH)));
    return Multi.createBy()
        .repeating()
        .uni(() -> connection.points(QdrantWriting.deadline(), stub -> stub.scroll(scroll.build())))
        .whilst(
            page -> {
              scroll.setOffset(page.getNextPageOffset());
              return page.hasNextPageOffset();
            })
        .onItem()
        .transformToIterable(ScrollResponse::getResultList)
        .map(RetrievedPoint::getPayloadMap)
        // What others wrote has none. Not asked of the server: a strict one wants an index for it.
        .select()
        .where(one -> !text(one, StoreFields.HASH).isEmpty())
        .invoke(payload)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static String text(Map<String, Value> payload, String field) {
    return payload.getOrDefault(field, Value.getDefaultInstance()).getStringValue();
  }
}
