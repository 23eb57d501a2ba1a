package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkWriting;
import dev.tributary.source.HeldChunks;
import dev.tributary.source.StoreFields;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a collection holds of the documents that this server wrote. Milvus gives the first records
 * of a query, in an order of its own, and no more than 16,384; so what may be more is asked for by
 * the digits that its keys begin with.
 */
final class MilvusHoldings implements HeldChunks<MilvusRow> {
  /** How many documents stand in one expression. */
  static final int AT_ONCE = 100;

  private static final int PAGE = 2_000;
  private static final String DIGITS = "0123456789abcdef";

  private final MilvusClient client;
  private final StoreFields names;

  MilvusHoldings(MilvusClient client, StoreFields names) {
    this.client = client;
    this.names = names;
  }

  @Override
  public Multi<MilvusRow> chunks(Collection<String> documentIds) {
    return Multi.createFrom()
        .iterable(documentIds)
        .group()
        .intoLists()
        .of(AT_ONCE)
        .onItem()
        .transformToMultiAndConcatenate(ids -> all(of(ids), ""));
  }

  @Override
  public Multi<MilvusRow> first() {
    return all(names.chunk() + " <= 0", "");
  }

  @Override
  public String key(MilvusRow chunk) {
    return chunk.id();
  }

  @Override
  public Map<String, ?> fields(MilvusRow chunk) {
    return chunk.fields();
  }

  /** The chunks of some documents, as an expression. */
  String of(Collection<String> documentIds) {
    return documentIds.stream()
        .map(MilvusFilter::text)
        .collect(Collectors.joining(",", names.id() + " in [", "]"));
  }

  private Multi<MilvusRow> all(String filter, String prefix) {
    return page(filter, prefix)
        .onItem()
        .transformToMulti(
            rows ->
                rows.size() < PAGE
                    ? Multi.createFrom().iterable(rows)
                    : Multi.createFrom()
                        .items(() -> DIGITS.chars().boxed())
                        .onItem()
                        .transformToMultiAndConcatenate(
                            digit -> all(filter, prefix + (char) digit.intValue())));
  }

  private Uni<List<MilvusRow>> page(String filter, String prefix) {
    Deadline deadline = Deadline.after(ChunkWriting.PATIENCE);
    return client.with(
        deadline,
        collection -> {
          ObjectNode body = client.request();
          body.put(
              "filter",
              prefix.isEmpty()
                  ? filter
                  : "(%s) and %s like %s"
                      .formatted(filter, collection.primaryKey(), MilvusFilter.text(prefix + "%")));
          body.put("limit", PAGE).put("consistencyLevel", "Strong");
          ArrayNode fields = body.putArray("outputFields");
          List.of(collection.primaryKey(), names.id(), names.chunk(), StoreFields.HASH)
              .forEach(fields::add);
          return client
              .call("entities/query", body, deadline)
              .map(rows -> MilvusRow.list(client.where(), rows, collection, names));
        });
  }
}
