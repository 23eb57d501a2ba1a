package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
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

  /** The content hashes of these documents, by their ids. */
  Uni<Map<String, String>> contentHashes(Collection<String> documentIds, Deadline deadline) {
    Map<String, String> hashes = new HashMap<>();
    return inPages(
            documentIds,
            page -> {
              ArrayNode both =
                  Queries.array()
                      .add(Queries.terms(names.id(), Queries.strings(page)))
                      .add(firstChunks());
              ObjectNode search = search(Queries.bool("filter", both));
              search.putArray("_source").add(names.id()).add(StoreFields.HASH);
              search.putArray("sort").add(names.id());
              return everyPage(
                  search,
                  hit -> {
                    JsonNode source = hit.path("_source");
                    hashes.put(
                        source.path(names.id()).asText(), source.path(StoreFields.HASH).asText());
                  },
                  deadline);
            })
        .replaceWith(hashes);
  }

  /** The ids of all documents. */
  Uni<Set<String>> ids(Deadline deadline) {
    Set<String> ids = new HashSet<>();
    ObjectNode search = search(firstChunks());
    search.put("_source", false);
    search.putArray("sort").add(names.id());
    return everyPage(search, hit -> ids.add(hit.path("sort").path(0).asText()), deadline)
        .replaceWith(ids);
  }

  private ObjectNode firstChunks() {
    return Queries.terms(names.chunk(), Queries.array().add(StoredChunk.WHOLE).add(0));
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
