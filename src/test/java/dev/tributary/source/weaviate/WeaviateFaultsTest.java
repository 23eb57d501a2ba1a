package dev.tributary.source.weaviate;

import dev.tributary.source.Source;
import dev.tributary.source.http.RestFaults;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class WeaviateFaultsTest extends RestFaults {
  private final WeaviateStores stores = new WeaviateStores();

  @Override
  protected Source open(URI store) {
    return stores.open(store, WeaviateStores.shape("Rivers"), WeaviateStores.settings());
  }

  @Override
  protected void answerWell(StubApi fake) {
    fake.behave(
        r ->
            r.response()
                .end(
                    r.uri().startsWith("/v1/schema")
                        ? "{\"class\":\"Rivers\",\"properties\":[{\"name\":\"text\",\"dataType\":[\"text\"]}]}"
                        : "{\"data\":{\"Get\":{\"Rivers\":[{\"text\":\"A river\",\"_additional\":"
                            + "{\"id\":\"1\",\"score\":\"0.5\"}}]}}}"));
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
