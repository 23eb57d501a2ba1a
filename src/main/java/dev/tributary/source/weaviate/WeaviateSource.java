package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Signal;
import dev.tributary.source.CollectionSource;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.Set;

/** One collection of Weaviate; {@link WeaviateSearch} tells how a search goes. */
final class WeaviateSource extends CollectionSource<WeaviateObject> {
  private final WeaviateClient client;
  private final Dimensions dimensions;

  WeaviateSource(StoreSettings settings, WeaviateClient client) {
    Dimensions known = new Dimensions(settings.dimensions());
    WeaviateHoldings holdings = new WeaviateHoldings(client, settings.fields());
    super(
        WeaviateKind.NAME,
        settings,
        holdings,
        new WeaviateWriting(client, settings, known, holdings));
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
  protected Set<Filter.Operator> operators() {
    return WeaviateFilter.operators(store().fields());
  }

  @Override
  protected Uni<Found> ask(SearchRequest request) {
    request.requireSupported(capabilities());
    return new WeaviateSearch(client, store(), dimensions, request).run();
  }

  @Override
  protected Uni<Void> check(Deadline deadline) {
    return client.describe(deadline).chain(collection -> check(collection, deadline));
  }

  /** A schema does not know how long its vectors are: that of an object tells. */
  private Uni<Void> check(WeaviateCollection collection, Deadline deadline) {
    String query =
        GraphQl.get(
            client.shape().collection(),
            Arrays.asList(GraphQl.tenant(client.shape().tenant()), "limit: 1"),
            String.join(" ", collection.properties().keySet())
                + " _additional { id "
                + GraphQl.ownVector(collection.vectorName())
                + " }");
    return client
        .query(query, deadline)
        .invoke(
            objects -> {
              StoredHits hits = new StoredHits(name(), client.where(), store().fields());
              for (JsonNode object : objects) {
                WeaviateObject one = WeaviateObject.of(object, store().fields());
                if (one.vector() != null) {
                  dimensions.require(client.where(), one.vector().length);
                }
                hits.add(one.id(), one.fields(), Signal.RANK, null, null);
              }
              hits.requireReadable();
            })
        .replaceWithVoid();
  }
}
