package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Signal;
import dev.tributary.source.CollectionSource;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;

/** One collection of Chroma; {@link ChromaSearch} tells how a search goes. */
final class ChromaSource extends CollectionSource<ChromaRecord> {
  private final ChromaClient client;
  private final Dimensions dimensions;

  /**
   * @param settings with flat metadata
   */
  ChromaSource(StoreSettings settings, ChromaClient client) {
    Dimensions known = new Dimensions(settings.dimensions());
    ChromaHoldings holdings = new ChromaHoldings(client, settings.fields());
    super(
        ChromaKind.NAME, settings, holdings, new ChromaWriting(client, settings, known, holdings));
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
    return new ChromaSearch(client, store(), dimensions, request).run();
  }

  @Override
  protected Uni<Void> check(Deadline deadline) {
    return client.find(deadline).chain(collection -> check(collection, deadline));
  }

  private Uni<Void> check(ChromaCollection collection, Deadline deadline) {
    collection.dimensions().ifPresent(held -> dimensions.require(client.where(), held));
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.put("limit", 1).putArray("include").add("metadatas").add("documents");
    return client
        .call(collection, "get", body, deadline)
        .invoke(
            answer -> {
              StoredHits hits = new StoredHits(name(), client.where(), store().fields());
              for (ChromaRecord one : ChromaRecord.ofGet(client.where(), answer)) {
                hits.add(one.id(), one.fields(), Signal.RANK, null, null);
              }
              hits.requireReadable();
            })
        .replaceWithVoid();
  }
}
