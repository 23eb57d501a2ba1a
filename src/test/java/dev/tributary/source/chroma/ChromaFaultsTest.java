package dev.tributary.source.chroma;

import dev.tributary.source.Source;
import dev.tributary.source.http.RestFaults;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class ChromaFaultsTest extends RestFaults {
  private final ChromaStores stores = new ChromaStores();

  @Override
  protected Source open(URI store) {
    return stores.open(store, "rivers", ChromaStores.settings(), Optional.empty());
  }

  @Override
  protected void answerWell(StubApi fake) {
    fake.behave(
        r ->
            r.response()
                .end(
                    r.method().name().equals("GET")
                        ? "{\"id\":\"1\",\"configuration_json\":{\"hnsw\":{\"space\":\"l2\"}}}"
                        : "{\"ids\":[[\"a\"]],\"documents\":[[\"A"
                            + " river\"]],\"distances\":[[0.5]]}"));
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
