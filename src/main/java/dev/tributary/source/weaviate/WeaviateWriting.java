package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StatusException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes and removes documents. New chunks come before the old ones go, so that a document is found
 * at every moment; a write that was interrupted leaves two content hashes, and counts as none.
 */
final class WeaviateWriting {
  private final WeaviateClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final WeaviateHoldings holdings;

  WeaviateWriting(
      WeaviateClient client,
      StoreSettings settings,
      Dimensions dimensions,
      WeaviateHoldings holdings) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.holdings = holdings;
  }

  Uni<Void> write(List<ChunkedDocument> documents) {
    return inTurn(documents, this::replace);
  }

  Uni<Void> delete(Collection<String> documentIds) {
    return inTurn(documentIds, ids -> remove(ids, List.of()));
  }

  private Uni<Void> replace(List<ChunkedDocument> documents) {
    List<String> ids = documents.stream().map(d -> d.document().id()).toList();
    List<StoredChunk> chunks =
        documents.stream()
            .flatMap(document -> StoredChunk.of(document, settings.content()).stream())
            .toList();
    chunks.stream().flatMap(chunk -> Stream.ofNullable(chunk.vector())).forEach(dimensions::saw);
    return ready().chain(() -> inTurn(chunks, this::put)).chain(() -> remove(ids, chunks));
  }

  private Uni<Void> ready() {
    Deadline deadline = Deadline.after(WeaviateHoldings.PATIENCE);
    Uni<Void> there = client.with(deadline, _ -> Uni.createFrom().voidItem());
    return settings.create()
        ? there
            .onFailure(WeaviateClient.MissingException.class)
            .recoverWithUni(
                () ->
                    client
                        .call(
                            "POST",
                            "/v1/schema",
                            WeaviateSchema.of(client.shape(), settings),
                            deadline)
                        // Somebody else may have been quicker; if not, what follows says it.
                        .replaceWithVoid()
                        .onFailure(StatusException.class)
                        .recoverWithNull()
                        .chain(() -> there))
        : there;
  }

  private Uni<Void> put(List<StoredChunk> chunks) {
    Deadline deadline = Deadline.after(WeaviateHoldings.PATIENCE);
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ArrayNode objects = body.putArray("objects");
    for (StoredChunk chunk : chunks) {
      ObjectNode object = objects.addObject();
      object.put("class", client.shape().collection()).put("id", chunk.id().toString());
      client.shape().tenant().ifPresent(tenant -> object.put("tenant", tenant));
      properties(chunk).forEach(object.putObject("properties")::putPOJO);
      if (chunk.vector() != null) {
        float[] vector = chunk.vector().values();
        client
            .shape()
            .vectorName()
            .ifPresentOrElse(
                name -> object.putObject("vectors").putPOJO(name, vector),
                () -> object.putPOJO("vector", vector));
      }
    }
    return client
        .call("POST", "/v1/batch/objects", body, deadline)
        .invoke(this::requireAllWritten)
        .replaceWithVoid();
  }

  private Map<String, Object> properties(StoredChunk chunk) {
    StoreFields names = settings.fields();
    Map<String, Object> properties = chunk.fields(names);
    if (!names.hasFlatMetadata()) {
      properties.put(names.metadata(), MetadataTerms.json(chunk.metadata()));
      properties.put(MetadataTerms.property(names.metadata()), MetadataTerms.of(chunk.metadata()));
    }
    return properties;
  }

  private void requireAllWritten(JsonNode results) {
    for (JsonNode one : results) {
      JsonNode error = one.path("result").path("errors").path("error").path(0).path("message");
      if (error.isTextual()) {
        throw client.refused(error.textValue());
      }
    }
  }

  /** Removes what is held of the documents, but for these chunks. */
  private Uni<Void> remove(List<String> documentIds, List<StoredChunk> kept) {
    List<String> keptIds = kept.stream().map(chunk -> chunk.id().toString()).toList();
    Deadline deadline = Deadline.after(WeaviateHoldings.PATIENCE);
    return holdings
        .chunks(documentIds)
        .map(WeaviateObject::id)
        .collect()
        .asList()
        .chain(
            held -> {
              List<String> gone = new ArrayList<>(held);
              gone.removeAll(keptIds);
              return Multi.createFrom()
                  .iterable(gone)
                  .onItem()
                  .transformToUniAndConcatenate(id -> client.removeObject(id, deadline))
                  .onItem()
                  .ignoreAsUni();
            });
  }

  private static <T> Uni<Void> inTurn(Collection<T> all, Function<List<T>, Uni<Void>> some) {
    return Multi.createFrom()
        .iterable(all)
        .group()
        .intoLists()
        .of(WeaviateHoldings.AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(some::apply)
        .onItem()
        .ignoreAsUni();
  }
}
