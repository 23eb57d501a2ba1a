package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes and removes documents. New chunks come before the old ones go, so that a document is found
 * at every moment; a write that was interrupted leaves two content hashes, and counts as none.
 */
final class ChromaWriting {
  private final ChromaClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final ChromaHoldings holdings;

  ChromaWriting(
      ChromaClient client, StoreSettings settings, Dimensions dimensions, ChromaHoldings holdings) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.holdings = holdings;
  }

  Uni<Void> write(List<ChunkedDocument> documents) {
    return inTurn(documents, this::replace);
  }

  Uni<Void> delete(Collection<String> documentIds) {
    return inTurn(
        documentIds,
        ids -> {
          ObjectNode body = JsonApi.mapper().createObjectNode();
          body.set("where", holdings.of(ids));
          return call("delete", body);
        });
  }

  private Uni<Void> replace(List<ChunkedDocument> documents) {
    List<String> ids = documents.stream().map(d -> d.document().id()).toList();
    List<StoredChunk> chunks =
        documents.stream()
            .flatMap(document -> StoredChunk.of(document, settings.content()).stream())
            .toList();
    chunks.forEach(this::requireVector);
    Deadline deadline = Deadline.after(ChromaHoldings.PATIENCE);
    return (settings.create()
            ? client.inNew(deadline, this::requireFit)
            : client.in(deadline, this::requireFit))
        .chain(() -> holdings.chunks(ids).collect().asMap(ChromaRecord::id))
        .chain(
            before ->
                inTurn(chunks, some -> upsert(some, before))
                    .chain(() -> inTurn(vanished(before.keySet(), chunks), this::remove)));
  }

  private void requireVector(StoredChunk chunk) {
    if (chunk.vector() == null) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED,
          "Chroma holds no text without a vector, such as that of document \"%s\": set a model"
              .formatted(chunk.document()));
    }
    dimensions.saw(chunk.vector());
  }

  private Uni<Void> requireFit(ChromaCollection collection) {
    collection.dimensions().ifPresent(held -> dimensions.require(client.where(), held));
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> upsert(List<StoredChunk> chunks, Map<String, ChromaRecord> before) {
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

  private static List<String> vanished(Collection<String> before, List<StoredChunk> chunks) {
    List<String> vanished = new ArrayList<>(before);
    vanished.removeAll(chunks.stream().map(chunk -> chunk.id().toString()).toList());
    return vanished;
  }

  private Uni<Void> remove(List<String> ids) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ids.forEach(body.putArray("ids")::add);
    return call("delete", body);
  }

  private Uni<Void> call(String verb, ObjectNode body) {
    Deadline deadline = Deadline.after(ChromaHoldings.PATIENCE);
    return client
        .in(deadline, collection -> client.call(collection, verb, body, deadline))
        .replaceWithVoid();
  }

  private static <T> Uni<Void> inTurn(Collection<T> all, Function<List<T>, Uni<Void>> some) {
    return Multi.createFrom()
        .iterable(all)
        .group()
        .intoLists()
        .of(ChromaHoldings.PAGE)
        .onItem()
        .transformToUniAndConcatenate(some::apply)
        .onItem()
        .ignoreAsUni();
  }
}
