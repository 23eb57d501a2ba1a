package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Signal;
import dev.tributary.source.CollectionSource;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;

/** One collection of Milvus; {@link MilvusSearch} tells how a search goes. */
final class MilvusSource extends CollectionSource<MilvusRow> {
  private final MilvusClient client;
  private final Dimensions dimensions;

  MilvusSource(StoreSettings settings, MilvusClient client) {
    Dimensions known = new Dimensions(settings.dimensions());
    MilvusHoldings holdings = new MilvusHoldings(client, settings.fields());
    super(
        MilvusKind.NAME, settings, holdings, new MilvusWriting(client, settings, known, holdings));
    this.client = client;
    dimensions = known;
  }

  @Override
  public String endpointKey() {
    return client.endpointKey();
  }

  @Override
  protected String where() {
    return client.where();
  }

  @Override
  protected Uni<Found> ask(SearchRequest request) {
    return new MilvusSearch(client, store(), dimensions, request).run();
  }

  @Override
  protected Uni<Void> check(Deadline deadline) {
    return client.describe(deadline).chain(collection -> check(collection, deadline));
  }

  private Uni<Void> check(MilvusCollection collection, Deadline deadline) {
    dimensions.require(client.where(), collection.dimensions());
    ObjectNode body = client.request();
    body.put("filter", "").put("limit", 1);
    collection.otherFields().keySet().forEach(body.putArray("outputFields")::add);
    return client
        .call("entities/query", body, deadline)
        .invoke(
            rows -> {
              StoredHits hits = new StoredHits(name(), client.where(), store().fields());
              MilvusRow.list(client.where(), rows, collection, store().fields())
                  .forEach(row -> hits.add(row.id(), row.fields(), Signal.RANK, null, null));
              hits.requireReadable();
            })
        .replaceWithVoid();
  }
}
