package dev.tributary.source.weaviate;

import dev.tributary.source.FilterCases;
import dev.tributary.source.Source;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredNumbers;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WritableSource;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The laws of every vector store, kept by a Weaviate. */
abstract class WeaviateContract extends VectorStoreContract {
  private final WeaviateStores stores = new WeaviateStores();
  private final StubApi stub = StubApi.start();

  /** Where it is. */
  abstract URI server();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(server(), WeaviateStores.shape(collection), settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    stores.drop(server(), collection);
  }

  @Override
  protected Source unusable() throws Exception {
    URI gone;
    try (StubApi closed = StubApi.start()) {
      gone = closed.uri();
    }
    return stores.open(gone, WeaviateStores.shape("any"), settings());
  }

  @Override
  protected Optional<Hanging> hanging() {
    Source source = stores.open(stub.uri(), WeaviateStores.shape("any"), settings());
    return Optional.of(new Hanging(source, stub::openCalls));
  }

  @Override
  protected boolean touched() {
    return stores.touched();
  }

  /** Metadata is read back from JSON, whose numbers are these. */
  @Override
  protected List<Object> filterValues() {
    return FilterCases.SCALARS.stream()
        .filter(v -> !(v instanceof Number n) || StoredNumbers.isExact(n))
        .toList();
  }

  @AfterEach
  void stop() throws Exception {
    stores.close();
    stub.close();
  }
}
