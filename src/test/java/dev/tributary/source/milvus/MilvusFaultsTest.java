package dev.tributary.source.milvus;

import dev.tributary.source.Source;
import dev.tributary.source.http.RestFaults;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class MilvusFaultsTest extends RestFaults {
  /** As Milvus describes a collection of vectors alone. */
  static final String DESCRIBED =
      """
      {"code":0,"data":{"fields":[{"name":"key","type":"VarChar","primaryKey":true},
       {"name":"text","type":"VarChar"},
       {"name":"vector","type":"FloatVector","params":[{"key":"dim","value":"64"}]}],
       "indexes":[{"fieldName":"vector","metricType":"COSINE"}]}}\
      """;

  private final MilvusStores stores = new MilvusStores();

  @Override
  protected Source open(URI store) {
    return stores.open(store, "rivers", MilvusStores.settings());
  }

  @Override
  protected void answerWell(StubApi fake) {
    fake.behave(
        r ->
            r.response()
                .end(
                    r.uri().endsWith("/describe")
                        ? DESCRIBED
                        : "{\"code\":0,\"data\":[{\"id\":\"1\",\"text\":\"A"
                            + " river\",\"distance\":0.5}]}"));
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
