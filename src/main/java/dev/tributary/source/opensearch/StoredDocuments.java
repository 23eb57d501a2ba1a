package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.StoreFields;
import dev.tributary.source.WrittenHashes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an index holds of documents that this server wrote. */
final class StoredDocuments {
  /** Documents asked for, and chunks answered, by one call: far below the cap of an answer. */
  private static final int PAGE = 1_000;

  private final IndexClient client;
  private final StoreFields names;

  StoredDocuments(IndexClient client, StoreFields names) {
    this.client = client;
    this.names = names;
  }

  /** The keys of all chunks of these documents. */
  Uni<Set<String>> chunks(Collection<String> documentIds, Deadline deadline) {
    Set<String> keys = new HashSet<>();
    return inPages(
            documentIds,
            page -> {
              ObjectNode search = search(Queries.terms(names.id(), Queries.strings(page)));
              search.put("_source", false);
              search.putArray("sort").add(names.id()).add(names.chunk());
              return everyPage(search, hit -> keys.add(hit.path("_id").asText()), deadline);
            })
        .replaceWith(keys);
  }

  /**
   * The content hashes of these documents, by their ids. A document that a write left half done is
   * not among them: its first chunk, which is written last, is missing or of another hash.
   */
  Uni<Map<String, String>> contentHashes(Collection<String> documentIds, Deadline deadline) {
    WrittenHashes hashes = new WrittenHashes();
    Set<String> begun = new HashSet<>();
    return inPages(
            documentIds,
            page -> {
              ObjectNode search = search(Queries.terms(names.id(), Queries.strings(page)));
              search.putArray("_source").add(names.id()).add(names.chunk()).add(StoreFields.HASH);
              search.putArray("sort").add(names.id()).add(names.chunk());
              return everyPage(
                  search,
                  hit -> {
                    JsonNode source = hit.path("_source");
                    String id = source.path(names.id()).asText();
                    hashes.add(id, source.path(StoreFields.HASH).textValue());
                    if (source.path(names.chunk()).asInt() <= 0) {
                      begun.add(id);
                    }
                  },
                  deadline);
            })
        .replaceWith(
            () -> {
              Map<String, String> whole = new HashMap<>(hashes.byDocument());
              whole.keySet().retainAll(begun);
              return whole;
            });
  }

  /** The ids of all documents, also of those that are half written. */
  Uni<Set<String>> ids(Deadline deadline) {
    Set<String> ids = new HashSet<>();
    ObjectNode search = search(Queries.exists(names.id()));
    search.put("_source", false);
    // The page that comes next begins behind the last document, not in the middle of it.
    search.putArray("sort").add(names.id());
    return everyPage(search, hit -> ids.add(hit.path("sort").path(0).asText()), deadline)
        .replaceWith(ids);
  }

  private static ObjectNode search(JsonNode query) {
    return Queries.object()
        .<ObjectNode>set("query", query)
        .put("size", PAGE)
        .put("track_total_hits", false);
  }

  private Uni<Void> everyPage(ObjectNode search, Consumer<JsonNode> visitor, Deadline deadline) {
    return Multi.createBy()
        .repeating()
        .uni(() -> client.search(search, deadline))
        .whilst(
            answer -> {
              JsonNode hits = answer.path("hits").path("hits");
              hits.forEach(visitor);
              search.set("search_after", hits.path(PAGE - 1).path("sort"));
              return hits.size() == PAGE;
            })
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> inPages(Collection<String> ids, Function<List<String>, Uni<Void>> page) {
    return Multi.createFrom()
        .iterable(new ArrayList<>(ids))
        .group()
        .intoLists()
        .of(PAGE)
        .onItem()
        .transformToUniAndConcatenate(page::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
