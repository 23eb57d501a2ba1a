package dev.tributary.source.opensearch;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Source;
import dev.tributary.source.StoreFields;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.RestFaults;
import dev.tributary.source.http.StubApi;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** What stores over HTTP have in common when they misbehave, in each dialect. */
abstract class IndexWireFaults extends RestFaults {
  private static final String HITS =
      """
      {"_shards":{"failed":0},"hits":{"hits":[
       {"_index":"wiki","_id":"a","_score":1.5,"_source":{"document":"a","text":"A river"}}]}}\
      """;

  private final IndexFixture indexes;
  private final String vectors;

  /**
   * @param vectors how the dialect's mapping has a field of 64 dimensions by cosine
   */
  IndexWireFaults(SearchServer.Product product, String vectors) {
    indexes = new IndexFixture(product);
    this.vectors = vectors;
  }

  @Override
  protected Source open(URI store) {
    return indexes.source(
        store,
        Map.of("Authorization", "ApiKey " + SECRET),
        new AtomicInteger(),
        IndexFixture.settings(
            "wiki", IndexDocuments.settings(false, WordVectors.MODEL, null, StoreFields.DEFAULTS)));
  }

  @Override
  protected void answerWell(StubApi fake) {
    fake.behave(
        r ->
            r.response()
                .putHeader("Content-Type", "application/json")
                .end(
                    switch (r.path().substring(r.path().lastIndexOf('/'))) {
                      case "/_mapping" ->
                          "{\"wiki\":{\"mappings\":{\"properties\":{\"text\":{\"type\":\"text\"},"
                              + "\"vector\":"
                              + vectors
                              + "}}}}";
                      case "/_msearch" -> "{\"responses\":[" + HITS + "," + HITS + "]}";
                      default -> HITS;
                    }));
  }

  /** The queue is full, not the quota used up. */
  @Override
  protected ErrorKind tooMany() {
    return ErrorKind.OVERLOADED;
  }

  @AfterEach
  void close() throws Exception {
    indexes.close();
  }
}
