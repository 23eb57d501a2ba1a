package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.HeldChunks;
import dev.tributary.source.StoreFields;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a collection holds of the documents that this server wrote. */
final class WeaviateHoldings implements HeldChunks<WeaviateObject> {
  /** How many documents stand in one query. */
  static final int AT_ONCE = 50;

  /** As many objects as a server gives by default for one query. */
  private static final int MOST = 10_000;

  private static final int PAGE = 1_000;

  private final WeaviateClient client;
  private final StoreFields names;

  WeaviateHoldings(WeaviateClient client, StoreFields names) {
    this.client = client;
    this.names = names;
  }

  @Override
  public Multi<WeaviateObject> chunks(Collection<String> documentIds) {
    return Multi.createFrom()
        .iterable(documentIds)
        .group()
        .intoLists()
        .of(AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(
            ids ->
                objects(
                        "where: "
                            + WeaviateFilter.where(
                                names.id(), "ContainsAny", "valueText", GraphQl.texts(ids)),
                        "limit: " + MOST)
                    .map(objects -> of(ids, objects)))
        .onItem()
        .disjoint();
  }

  /** To Weaviate ids that differ by spaces at their ends are the same. */
  private List<WeaviateObject> of(List<String> documentIds, List<WeaviateObject> objects) {
    return objects.stream()
        .filter(one -> documentIds.contains(String.valueOf(one.fields().get(names.id()))))
        .toList();
  }

  /** All objects, by the order of their ids. */
  @Override
  public Multi<WeaviateObject> first() {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new AtomicReference<>(""),
            last ->
                objects("limit: " + PAGE, "after: " + GraphQl.text(last.get()))
                    .invoke(
                        page -> {
                          if (!page.isEmpty()) {
                            last.set(page.getLast().id());
                          }
                        }))
        .whilst(page -> page.size() == PAGE)
        .onItem()
        .disjoint();
  }

  @Override
  public String key(WeaviateObject chunk) {
    return chunk.id();
  }

  @Override
  public Map<String, ?> fields(WeaviateObject chunk) {
    return chunk.fields();
  }

  private Uni<List<WeaviateObject>> objects(String... arguments) {
    Deadline deadline = Deadline.after(ChunkWriting.PATIENCE);
    List<@Nullable String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(GraphQl.tenant(client.shape().tenant()));
    return client.with(
        deadline,
        collection -> {
          List<String> fields = new ArrayList<>(List.of(names.id(), StoreFields.HASH));
          fields.retainAll(collection.properties().keySet());
          String query =
              GraphQl.get(
                  client.shape().collection(),
                  all,
                  String.join(" ", fields) + " _additional { id }");
          return client.query(query, deadline).map(this::read);
        });
  }

  private List<WeaviateObject> read(JsonNode objects) {
    List<WeaviateObject> read = new ArrayList<>();
    objects.forEach(object -> read.add(WeaviateObject.of(object, names)));
    return read;
  }
}
