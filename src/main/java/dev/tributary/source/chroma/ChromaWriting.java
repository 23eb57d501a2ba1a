package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.Dimensions;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records, and removes them by their ids or by their documents'. */
final class ChromaWriting extends ChunkWriting<ChromaRecord> {
  private final ChromaClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final ChromaHoldings holdings;

  ChromaWriting(
      ChromaClient client, StoreSettings settings, Dimensions dimensions, ChromaHoldings holdings) {
    super(settings, dimensions, holdings, ChromaHoldings.PAGE);
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.holdings = holdings;
  }

  @Override
  protected void requireStorable(StoredChunk chunk) {
    requireVector("Chroma", chunk);
  }

  @Override
  protected Uni<Void> ready() {
    Deadline deadline = Deadline.after(PATIENCE);
    return settings.create()
        ? client.inNew(deadline, this::requireFit)
        : client.in(deadline, this::requireFit);
  }

  private Uni<Void> requireFit(ChromaCollection collection) {
    collection.dimensions().ifPresent(held -> dimensions.require(client.where(), held));
    return Uni.createFrom().voidItem();
  }

  @Override
  protected Uni<Void> put(List<StoredChunk> chunks, Map<String, ChromaRecord> before) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ArrayNode ids = body.putArray("ids");
    ArrayNode vectors = body.putArray("embeddings");
    ArrayNode metadata = body.putArray("metadatas");
    ArrayNode documents = body.putArray("documents");
    for (StoredChunk chunk : chunks) {
      String id = chunk.id().toString();
      ids.add(id);
      vectors.addPOJO(chunk.vector() == null ? null : chunk.vector().values());
      metadata.add(metadata(chunk, before.get(id)));
      documents.add(chunk.text());
    }
    return call("upsert", body);
  }

  /** An upsert adds to the metadata that is there: what is no longer so is said to be null. */
  private ObjectNode metadata(StoredChunk chunk, @Nullable ChromaRecord before) {
    Map<String, Object> fields = chunk.fields(settings.fields());
    fields.remove(ChromaRecord.DOCUMENT);
    ObjectNode metadata = ListKeys.write(fields);
    if (before != null) {
      before.stored().stream().filter(key -> !metadata.has(key)).forEach(metadata::putNull);
    }
    return metadata;
  }

  @Override
  protected Uni<Void> removeAll(List<String> documentIds) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.set("where", holdings.of(documentIds));
    return call("delete", body);
  }

  @Override
  protected Uni<Void> remove(List<String> keys) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    keys.forEach(body.putArray("ids")::add);
    return call("delete", body);
  }

  private Uni<Void> call(String verb, ObjectNode body) {
    Deadline deadline = Deadline.after(PATIENCE);
    return client
        .in(deadline, collection -> client.call(collection, verb, body, deadline))
        .replaceWithVoid();
  }
}
