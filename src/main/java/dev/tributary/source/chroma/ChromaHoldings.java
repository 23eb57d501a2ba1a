package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.StoreFields;
import dev.tributary.source.WrittenHashes;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a collection holds of the documents that this server wrote, read page by page. */
final class ChromaHoldings {
  /** As many records as one call reads or writes: the cloud allows 300. */
  static final int PAGE = 250;

  /** How long such a call may take. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromaClient client;
  private final StoreFields names;

  ChromaHoldings(ChromaClient client, StoreFields names) {
    this.client = client;
    this.names = names;
  }

  /** All chunks of the documents. */
  Multi<ChromaRecord> chunks(Collection<String> documentIds) {
    return Multi.createFrom()
        .iterable(documentIds)
        .group()
        .intoLists()
        .of(PAGE)
        .onItem()
        .transformToMultiAndConcatenate(ids -> all(of(ids)));
  }

  /** What is known of the documents. */
  Uni<WrittenHashes> hashes(Collection<String> documentIds) {
    return hashes(chunks(documentIds));
  }

  /** What is known of all documents. */
  Uni<WrittenHashes> hashes() {
    ObjectNode first = JsonApi.mapper().createObjectNode();
    first.putObject(names.chunk()).put("$lte", 0);
    return hashes(all(first));
  }

  private Uni<WrittenHashes> hashes(Multi<ChromaRecord> chunks) {
    return chunks
        .collect()
        .in(
            WrittenHashes::new,
            (hashes, one) ->
                hashes.add(one.fields().get(names.id()), one.fields().get(StoreFields.HASH)));
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
    Deadline deadline = Deadline.after(PATIENCE);
    return client
        .in(deadline, collection -> client.call(collection, "get", body, deadline))
        .map(answer -> ChromaRecord.ofGet(client.where(), answer));
  }
}
