package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.Dimensions;
import dev.tributary.source.MissingCollectionException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes rows, and removes them by an expression. */
final class MilvusWriting extends ChunkWriting<MilvusRow> {
  private final MilvusClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final MilvusHoldings holdings;

  MilvusWriting(
      MilvusClient client, StoreSettings settings, Dimensions dimensions, MilvusHoldings holdings) {
    super(settings, dimensions, holdings, MilvusHoldings.AT_ONCE);
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.holdings = holdings;
  }

  @Override
  protected void requireStorable(StoredChunk chunk) {
    requireVector("Milvus", chunk);
  }

  @Override
  protected Uni<Void> ready() {
    Deadline deadline = Deadline.after(PATIENCE);
    Uni<Void> there = client.with(deadline, this::requireFit);
    return settings.create()
        ? there
            .onFailure(MissingCollectionException.class)
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

  @Override
  protected Uni<Void> put(List<StoredChunk> chunks, Map<String, MilvusRow> before) {
    Deadline deadline = Deadline.after(PATIENCE);
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

  @Override
  protected Uni<Void> removeAll(List<String> documentIds) {
    return delete(_ -> holdings.of(documentIds));
  }

  @Override
  protected Uni<Void> remove(List<String> keys) {
    return delete(
        collection ->
            keys.stream()
                .map(MilvusFilter::text)
                .collect(Collectors.joining(",", collection.primaryKey() + " in [", "]")));
  }

  private Uni<Void> delete(Function<MilvusCollection, String> filter) {
    Deadline deadline = Deadline.after(PATIENCE);
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
}
