package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes and removes documents. New chunks come before the old ones go, so that a document is found
 * at every moment; a write that was interrupted leaves two content hashes, and counts as none.
 */
final class MilvusWriting {
  private final MilvusClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final MilvusHoldings holdings;

  MilvusWriting(
      MilvusClient client, StoreSettings settings, Dimensions dimensions, MilvusHoldings holdings) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.holdings = holdings;
  }

  Uni<Void> write(List<ChunkedDocument> documents) {
    return inTurn(documents, this::replace);
  }

  Uni<Void> delete(Collection<String> documentIds) {
    return inTurn(documentIds, ids -> delete(_ -> holdings.of(ids)));
  }

  private Uni<Void> replace(List<ChunkedDocument> documents) {
    List<String> ids = documents.stream().map(d -> d.document().id()).toList();
    List<StoredChunk> chunks =
        documents.stream()
            .flatMap(document -> StoredChunk.of(document, settings.content()).stream())
            .toList();
    chunks.forEach(this::requireVector);
    return ready()
        .chain(() -> holdings.chunks(ids).map(MilvusRow::id).collect().asList())
        .chain(
            before ->
                inTurn(chunks, this::upsert)
                    .chain(() -> inTurn(vanished(before, chunks), this::remove)));
  }

  private void requireVector(StoredChunk chunk) {
    if (chunk.vector() == null) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED,
          "Milvus holds no text without a vector, such as that of document \"%s\": set a model"
              .formatted(chunk.document()));
    }
    dimensions.saw(chunk.vector());
  }

  private Uni<Void> ready() {
    Deadline deadline = Deadline.after(MilvusHoldings.PATIENCE);
    Uni<Void> there = client.with(deadline, this::requireFit);
    return settings.create()
        ? there
            .onFailure(MilvusClient.MissingException.class)
            .recoverWithUni(
                () ->
                    client
                        .call(
                            "collections/create",
                            MilvusSchema.of(client, settings, dimensions),
                            deadline)
                        .chain(() -> there))
        : there;
  }

  private Uni<Void> requireFit(MilvusCollection collection) {
    dimensions.require(client.where(), collection.dimensions());
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> upsert(List<StoredChunk> chunks) {
    Deadline deadline = Deadline.after(MilvusHoldings.PATIENCE);
    return client.with(
        deadline,
        collection -> {
          ObjectNode body = client.request();
          ArrayNode data = body.putArray("data");
          for (StoredChunk chunk : chunks) {
            ObjectNode row = data.addObject();
            fields(chunk).forEach(row::putPOJO);
            row.put(collection.primaryKey(), chunk.id().toString());
            row.putPOJO(
                collection.vectorField(), chunk.vector() == null ? null : chunk.vector().values());
          }
          return client.call("entities/upsert", body, deadline).replaceWithVoid();
        });
  }

  private Map<String, Object> fields(StoredChunk chunk) {
    StoreFields names = settings.fields();
    Map<String, Object> fields = chunk.fields(names);
    if (names.hasFlatMetadata()) {
      return ListBounds.with(fields);
    }
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put(names.metadata(), ListBounds.with(chunk.metadata()));
    return all;
  }

  private static List<String> vanished(List<String> before, List<StoredChunk> chunks) {
    List<String> vanished = new ArrayList<>(before);
    vanished.removeAll(chunks.stream().map(chunk -> chunk.id().toString()).toList());
    return vanished;
  }

  private Uni<Void> remove(List<String> keys) {
    return delete(
        collection ->
            keys.stream()
                .map(MilvusFilter::text)
                .collect(Collectors.joining(",", collection.primaryKey() + " in [", "]")));
  }

  private Uni<Void> delete(Function<MilvusCollection, String> filter) {
    Deadline deadline = Deadline.after(MilvusHoldings.PATIENCE);
    return client.with(
        deadline,
        collection ->
            client
                .call(
                    "entities/delete",
                    client.request().put("filter", filter.apply(collection)),
                    deadline)
                .replaceWithVoid());
  }

  private static <T> Uni<Void> inTurn(Collection<T> all, Function<List<T>, Uni<Void>> some) {
    return Multi.createFrom()
        .iterable(all)
        .group()
        .intoLists()
        .of(MilvusHoldings.AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(some::apply)
        .onItem()
        .ignoreAsUni();
  }
}
