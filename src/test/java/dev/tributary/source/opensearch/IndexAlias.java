package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An alias that leads to two indexes, in which different documents have the same id. */
@Timeout(120)
abstract class IndexAlias {
  private final SearchServer.Product product;
  private final IndexFixture indexes;
  private final String name = "a" + UUID.randomUUID();

  IndexAlias(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  @AfterEach
  void close() throws Exception {
    Past.drop(url(), name + "-1");
    Past.drop(url(), name + "-2");
    indexes.close();
  }

  @Test
  void best_of_all_its_indexes_are_found_each_in_its_own() throws Exception {
    fill("-1", IndexDocuments.whole("x", "the wide river"), IndexDocuments.whole("y", "a hill"));
    fill("-2", IndexDocuments.whole("x", "a lake"), IndexDocuments.whole("z", "the long river"));
    Past.call(
        url(),
        "POST",
        "/_aliases",
        "{\"actions\":[{\"add\":{\"index\":\"%s-*\",\"alias\":\"%s\"}}]}".formatted(name, name));
    Found found =
        source("")
            .search(
                new SearchRequest(
                    new Question("river"),
                    2,
                    null,
                    Deadline.after(IndexFixture.LONG),
                    Uni.createFrom().item(WordVectors.of("the river")),
                    false))
            .await()
            .atMost(IndexFixture.LONG);
    assertThat(found.passages())
        .extracting(Passage::text)
        .containsExactlyInAnyOrder("the wide river", "the long river");
    assertThat(found.dropped()).isZero();
  }

  private void fill(String suffix, ChunkedDocument... documents) {
    source(suffix).write(List.of(documents)).await().atMost(IndexFixture.LONG);
  }

  private IndexSource source(String suffix) {
    return indexes.source(url(), name + suffix, IndexDocuments.settings());
  }

  private URI url() {
    return SearchServer.shared(product);
  }
}
