package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Signal;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.LoadState;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import dev.tributary.source.WritableSource;
import dev.tributary.source.WrittenHashes;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One collection of Weaviate; {@link WeaviateSearch} tells how a search goes. */
final class WeaviateSource implements WritableSource {
  private final StoreSettings settings;
  private final WeaviateClient client;
  private final Dimensions dimensions;
  private final WeaviateHoldings holdings;
  private final WeaviateWriting writing;
  private final LoadState load = new LoadState();

  WeaviateSource(StoreSettings settings, WeaviateClient client) {
    this.settings = settings;
    this.client = client;
    dimensions = new Dimensions(settings.dimensions());
    holdings = new WeaviateHoldings(client, settings.fields());
    writing = new WeaviateWriting(client, settings, dimensions, holdings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String kind() {
    return WeaviateKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        WeaviateFilter.operators(settings.fields()),
        settings.content().model(),
        settings.content().model() != null);
  }

  @Override
  public SourceSettings settings() {
    return settings.source();
  }

  @Override
  public String endpointKey() {
    return client.endpointKey();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return emptyIfToBeMade(
            Uni.createFrom()
                .deferred(
                    () -> {
                      request.requireSupported(capabilities());
                      return new WeaviateSearch(client, settings, dimensions, request).run();
                    }),
            Found.of(List.of()))
        .map(load::mark);
  }

  /** Looks the collection up, and reads one record as a search would. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.after(settings.source().waitTime());
              return emptyIfToBeMade(
                  client.describe(deadline).chain(collection -> check(collection, deadline)), null);
            });
  }

  /** A schema does not know how long its vectors are: that of an object tells. */
  private Uni<Void> check(WeaviateCollection collection, Deadline deadline) {
    String query =
        GraphQl.get(
            client.shape().collection(),
            Arrays.asList(GraphQl.tenant(client.shape().tenant()), "limit: 1"),
            String.join(" ", collection.properties().keySet())
                + " _additional { id "
                + GraphQl.ownVector(client.shape().vectorName())
                + " }");
    return client
        .query(query, deadline)
        .invoke(
            objects -> {
              StoredHits hits = new StoredHits(name(), client.where(), settings.fields());
              for (JsonNode object : objects) {
                WeaviateObject one = WeaviateObject.of(object, settings.fields());
                if (one.vector() != null) {
                  dimensions.require(client.where(), one.vector().length);
                }
                hits.add(one.id(), one.fields(), Signal.RANK, null, null);
              }
              hits.requireReadable();
            })
        .replaceWithVoid();
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return emptyIfToBeMade(holdings.hashes(documentIds).map(WrittenHashes::byDocument), Map.of());
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return emptyIfToBeMade(holdings.hashes().map(WrittenHashes::documents), Set.of());
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return writing.write(documents);
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return emptyIfToBeMade(writing.delete(documentIds), null);
  }

  /** A collection that the first write makes holds nothing before it. */
  private <T> Uni<T> emptyIfToBeMade(Uni<T> call, @Nullable T empty) {
    return call.onFailure(
            failure -> settings.create() && failure instanceof WeaviateClient.MissingException)
        .recoverWithItem(empty);
  }

  @Override
  public Optional<LoadSettings> loadSettings() {
    return settings.content().load();
  }

  @Override
  public void loading(LoadProgress now) {
    load.set(now);
  }

  @Override
  public @Nullable LoadProgress loading() {
    return load.get();
  }

  @Override
  public String toString() {
    return kind() + " \"" + name() + "\" (" + client.where() + ")";
  }
}
