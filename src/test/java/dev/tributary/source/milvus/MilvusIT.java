package dev.tributary.source.milvus;

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

/**
 * The laws of every vector store, kept by Milvus where {@code TRIBUTARY_IT_MILVUS_URL} says where
 * one is, else by Milvus Lite behind a REST door of this project's: the engine is the vendor's, the
 * door is not.
 */
class MilvusIT extends VectorStoreContract {
  private final MilvusStores stores = new MilvusStores();
  private final StubApi stub = StubApi.start();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(MilvusStores.uri(), collection, settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    stores.drop(collection);
  }

  @Override
  protected Source unusable() throws Exception {
    URI gone;
    try (StubApi closed = StubApi.start()) {
      gone = closed.uri();
    }
    return stores.open(gone, "any", settings());
  }

  @Override
  protected Optional<Hanging> hanging() {
    Source source = stores.open(stub.uri(), "any", settings());
    return Optional.of(new Hanging(source, stub::openCalls));
  }

  @Override
  protected boolean touched() {
    return stores.touched();
  }

  /** Milvus Lite takes true for 1, which Milvus does not; no JSON of theirs has wider numbers. */
  @Override
  protected List<Object> filterValues() {
    return FilterCases.SCALARS.stream()
        .filter(v -> !(v instanceof Boolean))
        .filter(v -> !(v instanceof Number n) || StoredNumbers.isExact(n))
        .toList();
  }

  @AfterEach
  void stop() throws Exception {
    stores.close();
    stub.close();
  }
}
