package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Replacing and removing documents. What a document was before is looked up and removed in the same
 * calls that write what it is now; one refresh at the end shows all at once.
 */
final class IndexWriting {
  /** Chunks a call: about a megabyte with vectors of 384 dimensions, five with 3,072. */
  private static final int BATCH = 100;

  private final IndexClient client;
  private final IndexShapes shapes;
  private final IndexSettings settings;
  private final StoredDocuments stored;

  IndexWriting(IndexClient client, IndexShapes shapes, IndexSettings settings) {
    this.client = client;
    this.shapes = shapes;
    this.settings = settings;
    stored = new StoredDocuments(client, settings.store().fields());
  }

  /**
   * @param dimensions learns from the vectors
   */
  Uni<Void> write(List<ChunkedDocument> documents, Dimensions dimensions, Deadline deadline) {
    List<StoredChunk> chunks = new ArrayList<>();
    for (ChunkedDocument document : documents) {
      chunks.addAll(StoredChunk.of(document, settings.store().content()));
    }
    Set<String> ids = new HashSet<>();
    for (StoredChunk chunk : chunks) {
      ids.add(chunk.document());
      if (chunk.vector() != null) {
        dimensions.saw(chunk.vector());
      }
    }
    int known = settings.store().content().model() == null ? 0 : dimensions.known().orElse(0);
    return shapes
        .toWrite(known, deadline)
        .invoke(shape -> shape.requireSearchable(dimensions))
        .chain(shape -> stored.chunks(ids, deadline))
        // Some milliseconds of work that no event loop should do.
        .emitOn(Infrastructure.getDefaultExecutor())
        .chain(before -> replace(before, chunks, deadline));
  }

  Uni<Void> delete(Collection<String> documentIds, Deadline deadline) {
    return stored
        .chunks(documentIds, deadline)
        .chain(before -> replace(before, List.of(), deadline));
  }

  /**
   * First what is removed and all chunks but the first of each document, then those: whose first
   * chunk is there is there as a whole, also when a write was cut off.
   */
  private Uni<Void> replace(Set<String> before, List<StoredChunk> chunks, Deadline deadline) {
    List<List<ObjectNode>> rest = new ArrayList<>();
    List<List<ObjectNode>> firsts = new ArrayList<>();
    Set<String> vanished = new HashSet<>(before);
    for (StoredChunk chunk : chunks) {
      String key = chunk.id().toString();
      vanished.remove(key);
      (chunk.number() <= 0 ? firsts : rest).add(List.of(action("index", key), fields(chunk)));
    }
    vanished.forEach(key -> rest.add(List.of(action("delete", key))));
    return inBatches(rest, deadline)
        .chain(() -> inBatches(firsts, deadline))
        .chain(() -> client.refresh(deadline));
  }

  private Uni<Void> inBatches(List<List<ObjectNode>> actions, Deadline deadline) {
    return Multi.createFrom()
        .iterable(actions)
        .group()
        .intoLists()
        .of(BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            batch ->
                Uni.createFrom()
                    .item(batch)
                    .emitOn(Infrastructure.getDefaultExecutor())
                    .chain(() -> bulk(batch, deadline)))
        .collect()
        .last();
  }

  private Uni<Void> bulk(List<List<ObjectNode>> batch, Deadline deadline) {
    return client.bulk(batch.stream().flatMap(List::stream).toList(), deadline);
  }

  private ObjectNode fields(StoredChunk chunk) {
    StoreFields names = settings.store().fields();
    ObjectNode fields = JsonApi.mapper().valueToTree(chunk.fields(names));
    ArrayNode terms = fields.putArray(TermsFilter.FIELD);
    FilterTerms.forEach(chunk.metadata(), terms::add);
    Vector vector = chunk.vector();
    if (vector != null && hasDirection(vector)) {
      fields.set(settings.vectorField(), Queries.numbers(vector.values()));
    }
    return fields;
  }

  /**
   * Where nothing points there is no angle: such a vector would have its whole document refused.
   */
  private static boolean hasDirection(Vector vector) {
    for (float value : vector.values()) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode action(String name, String key) {
    return Queries.object().set(name, Queries.object().put("_id", key));
  }
}
