package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.HeldChunks;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a collection holds of the documents that this server wrote, read page by page. */
final class ChromaHoldings implements HeldChunks<ChromaRecord> {
  /** As many records as one call reads or writes: the cloud allows 300. */
  static final int PAGE = 250;

  private final ChromaClient client;
  private final StoreFields names;

  ChromaHoldings(ChromaClient client, StoreFields names) {
    this.client = client;
    this.names = names;
  }

  @Override
  public Multi<ChromaRecord> chunks(Collection<String> documentIds) {
    return Multi.createFrom()
        .iterable(documentIds)
        .group()
        .intoLists()
        .of(PAGE)
        .onItem()
        .transformToMultiAndConcatenate(ids -> all(of(ids)));
  }

  @Override
  public Multi<ChromaRecord> first() {
    ObjectNode first = JsonApi.mapper().createObjectNode();
    first.putObject(names.chunk()).put("$lte", 0);
    return all(first);
  }

  @Override
  public String key(ChromaRecord chunk) {
    return chunk.id();
  }

  @Override
  public Map<String, ?> fields(ChromaRecord chunk) {
    return chunk.fields();
  }

  /** The chunks of some documents, as {@code where}. */
  ObjectNode of(Collection<String> documentIds) {
    ObjectNode where = JsonApi.mapper().createObjectNode();
    ArrayNode in = where.putObject(names.id()).putArray("$in");
    documentIds.forEach(in::add);
    return where;
  }

  private Multi<ChromaRecord> all(ObjectNode where) {
    return Multi.createBy()
        .repeating()
        .uni(AtomicInteger::new, read -> page(where, read.getAndAdd(PAGE)))
        .whilst(page -> page.size() == PAGE)
        .onItem()
        .disjoint();
  }

  private Uni<List<ChromaRecord>> page(ObjectNode where, int offset) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.put("limit", PAGE).put("offset", offset).set("where", where);
    body.putArray("include").add("metadatas");
    Deadline deadline = Deadline.after(ChunkWriting.PATIENCE);
    return client
        .in(deadline, collection -> client.call(collection, "get", body, deadline))
        .map(answer -> ChromaRecord.ofGet(client.where(), answer));
  }
}
