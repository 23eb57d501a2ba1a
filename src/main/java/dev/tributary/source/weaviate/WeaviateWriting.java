package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.Dimensions;
import dev.tributary.source.MissingCollectionException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StatusException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Writes objects in batches, and removes them one by one. */
final class WeaviateWriting extends ChunkWriting<WeaviateObject> {
  private final WeaviateClient client;
  private final StoreSettings settings;
  private final WeaviateHoldings holdings;

  WeaviateWriting(
      WeaviateClient client,
      StoreSettings settings,
      Dimensions dimensions,
      WeaviateHoldings holdings) {
    super(settings, dimensions, holdings, WeaviateHoldings.AT_ONCE);
    this.client = client;
    this.settings = settings;
    this.holdings = holdings;
  }

  @Override
  protected void requireStorable(StoredChunk chunk) {
    // A text needs no vector here.
  }

  @Override
  protected Uni<Void> ready() {
    Deadline deadline = Deadline.after(PATIENCE);
    Uni<Void> there = client.with(deadline, _ -> Uni.createFrom().voidItem());
    return settings.create()
        ? there
            .onFailure(MissingCollectionException.class)
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

  @Override
  protected Uni<Void> put(List<StoredChunk> chunks, Map<String, WeaviateObject> before) {
    Deadline deadline = Deadline.after(PATIENCE);
    return client.with(
        deadline,
        collection ->
            client
                .call("POST", "/v1/batch/objects", objects(chunks, collection), deadline)
                .invoke(this::requireAllWritten)
                .replaceWithVoid());
  }

  private ObjectNode objects(List<StoredChunk> chunks, WeaviateCollection collection) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ArrayNode objects = body.putArray("objects");
    for (StoredChunk chunk : chunks) {
      ObjectNode object = objects.addObject();
      object.put("class", client.shape().collection()).put("id", chunk.id().toString());
      client.shape().tenant().ifPresent(tenant -> object.put("tenant", tenant));
      properties(chunk).forEach(object.putObject("properties")::putPOJO);
      if (chunk.vector() != null) {
        float[] vector = chunk.vector().values();
        collection
            .vectorName()
            .ifPresentOrElse(
                name -> object.putObject("vectors").putPOJO(name, vector),
                () -> object.putPOJO("vector", vector));
      }
    }
    return body;
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

  @Override
  protected Uni<Void> removeAll(List<String> documentIds) {
    return holdings.chunks(documentIds).map(holdings::key).collect().asList().chain(this::remove);
  }

  @Override
  protected Uni<Void> remove(List<String> keys) {
    Deadline deadline = Deadline.after(PATIENCE);
    return Multi.createFrom()
        .iterable(keys)
        .onItem()
        .transformToUniAndConcatenate(key -> client.removeObject(key, deadline))
        .onItem()
        .ignoreAsUni();
  }
}
