package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

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

  /** The content hash of each of the documents whose chunks are all of one write. */
  Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return chunks(documentIds).collect().asList().map(this::unanimous);
  }

  /** The ids of all documents. */
  Uni<Set<String>> documentIds() {
    ObjectNode first = JsonApi.mapper().createObjectNode();
    first.putObject(names.chunk()).put("$lte", 0);
    return all(first)
        .filter(this::isOurs)
        .map(this::document)
        .collect()
        .in(HashSet<String>::new, HashSet::add)
        .map(ids -> ids);
  }

  /** The chunks of some documents, as {@code where}. */
  ObjectNode of(Collection<String> documentIds) {
    ObjectNode where = JsonApi.mapper().createObjectNode();
    ArrayNode in = where.putObject(names.id()).putArray("$in");
    documentIds.forEach(in::add);
    return where;
  }

  private Map<String, String> unanimous(List<ChromaRecord> chunks) {
    Map<String, Set<Object>> hashes = new HashMap<>();
    for (ChromaRecord one : chunks) {
      if (isOurs(one)) {
        hashes
            .computeIfAbsent(document(one), _ -> new HashSet<>())
            .add(one.fields().get(StoreFields.HASH));
      }
    }
    return hashes.entrySet().stream()
        .filter(entry -> entry.getValue().size() == 1)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().iterator().next().toString()));
  }

  private boolean isOurs(ChromaRecord one) {
    return one.fields().containsKey(StoreFields.HASH) && one.fields().containsKey(names.id());
  }

  private String document(ChromaRecord one) {
    return String.valueOf(one.fields().get(names.id()));
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
