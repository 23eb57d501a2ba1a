package dev.tributary.source.opensearch;

import dev.tributary.source.Source;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WritableSource;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** The laws of every vector store, kept by indexes of a real server. */
abstract class IndexContract extends VectorStoreContract {
  private final SearchServer.Product product;
  private final IndexFixture indexes;
  private AtomicInteger calls = new AtomicInteger();

  IndexContract(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  final URI url() {
    return SearchServer.shared(product);
  }

  final IndexFixture indexes() {
    return indexes;
  }

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    calls = new AtomicInteger();
    return indexes.source(url(), headers(), calls, IndexFixture.settings(collection, settings));
  }

  @Override
  protected void drop(String collection) throws Exception {
    Past.drop(url(), collection);
  }

  @Override
  protected Source unusable() {
    try (StubApi gone = StubApi.start()) {
      return source(gone.uri());
    }
  }

  @Override
  protected Optional<Hanging> hanging() {
    StubApi api = StubApi.start();
    Source source = source(api.uri());
    return Optional.of(new Hanging(source, api::openCalls));
  }

  private Source source(URI url) {
    return indexes.source(
        url, headers(), new AtomicInteger(), IndexFixture.settings("contract", settings()));
  }

  /** Neither server of the tests asks who calls; that none of it is shown is a law all the same. */
  private static Map<String, String> headers() {
    return Map.of("Authorization", "ApiKey " + SECRET);
  }

  @Override
  protected boolean touched() {
    return calls.get() > 0;
  }

  @AfterEach
  void close() throws Exception {
    indexes.close();
  }
}
