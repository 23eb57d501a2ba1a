package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One collection of Milvus; {@link MilvusSearch} tells how a search goes. */
final class MilvusSource implements WritableSource {
  private final StoreSettings settings;
  private final MilvusClient client;
  private final Dimensions dimensions;
  private final MilvusHoldings holdings;
  private final MilvusWriting writing;
  private final LoadState load = new LoadState();

  MilvusSource(StoreSettings settings, MilvusClient client) {
    this.settings = settings;
    this.client = client;
    dimensions = new Dimensions(settings.dimensions());
    holdings = new MilvusHoldings(client, settings.fields());
    writing = new MilvusWriting(client, settings, dimensions, holdings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String kind() {
    return MilvusKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.allOf(Filter.Operator.class),
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
                .deferred(() -> new MilvusSearch(client, settings, dimensions, request).run()),
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

  private Uni<Void> check(MilvusCollection collection, Deadline deadline) {
    dimensions.require(client.where(), collection.dimensions());
    ObjectNode body = client.request();
    body.put("filter", "").put("limit", 1);
    collection.otherFields().forEach(body.putArray("outputFields")::add);
    return client
        .call("entities/query", body, deadline)
        .invoke(
            rows -> {
              StoredHits hits = new StoredHits(name(), client.where(), settings.fields());
              MilvusRow.list(client.where(), rows, collection, settings.fields())
                  .forEach(row -> hits.add(row.id(), row.fields(), Signal.RANK, null, null));
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
            failure -> settings.create() && failure instanceof MilvusClient.MissingException)
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
