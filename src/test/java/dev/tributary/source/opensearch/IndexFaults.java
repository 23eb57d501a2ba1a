package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredChunk;
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What becomes of a source while its server is stopped, killed, started again, or locked. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IndexFaults {
  private static final Duration LONG = IndexFixture.LONG;

  private final SearchServer.Product product;
  private final IndexFixture indexes;
  private SearchServer server;
  private IndexSource source;

  IndexFaults(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  @BeforeAll
  void start() throws Exception {
    server = SearchServer.start(product);
  }

  @BeforeEach
  void write() throws Exception {
    Past.drop(server.url(), "rivers");
    source = indexes.source(server.url(), "rivers", IndexDocuments.settings());
    source.write(IndexDocuments.two()).await().atMost(LONG);
  }

  @AfterAll
  void stop() throws Exception {
    indexes.close();
    server.close();
  }

  @Test
  void server_that_stands_still_is_given_up_at_the_deadline_and_asked_again_when_it_goes_on()
      throws Exception {
    server.pause();
    assertFails(search(Duration.ofMillis(300)), ErrorKind.TIMEOUT);
    server.goOn();
    assertFinds();
  }

  @Test
  void server_killed_in_the_middle_of_a_search_is_unavailable_until_it_is_back() throws Exception {
    server.pause();
    UniAssertSubscriber<Found> asking =
        search(LONG).subscribe().withSubscriber(UniAssertSubscriber.create());
    asking.assertNotTerminated();
    server.kill();
    assertThat(asking.awaitFailure(LONG).getFailure())
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    assertFails(search(LONG), ErrorKind.UNAVAILABLE);
    assertFails(source.check(), ErrorKind.UNAVAILABLE);
    server.start();
    eventuallyFinds();
    // What was acknowledged before the crash is there.
    assertThat(source.documentIds().await().atMost(LONG)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void index_that_is_locked_answers_and_takes_nothing() throws Exception {
    Past.call(
        server.url(), "PUT", "/rivers/_settings", "{\"index\":{\"blocks\":{\"write\":true}}}");
    assertThatThrownBy(() -> source.write(IndexDocuments.two()).await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining("index [rivers] blocked");
    assertFinds();
  }

  @Test
  void index_that_is_closed_is_told() throws Exception {
    assertFinds();
    Past.call(server.url(), "POST", "/rivers/_close", "");
    assertThatThrownBy(() -> search(LONG).await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContaining("closed");
    Past.call(server.url(), "POST", "/rivers/_open", "");
    eventuallyFinds();
  }

  @Test
  void document_that_a_write_left_half_done_does_not_count_as_written() throws Exception {
    List<String> texts = List.of("a river", "another river", "a third river");
    source.write(List.of(IndexDocuments.chunked("long", texts))).await().atMost(LONG);
    assertThat(hashes("a", "long")).containsOnlyKeys("a", "long");
    Past.call(
        server.url(), "DELETE", "/rivers/_doc/" + StoredChunk.id("long", 0) + "?refresh=true", "");
    assertThat(hashes("a", "long")).containsOnlyKeys("a");
    assertThat(source.documentIds().await().atMost(LONG)).contains("long");
    source.write(List.of(IndexDocuments.chunked("long", texts))).await().atMost(LONG);
    assertThat(hashes("a", "long")).containsOnlyKeys("a", "long");
  }

  private Map<String, String> hashes(String... ids) {
    return source.contentHashes(List.of(ids)).await().atMost(LONG);
  }

  private Uni<Found> search(Duration within) {
    return source.search(
        new SearchRequest(
            new Question("river"),
            5,
            null,
            Deadline.after(within),
            Uni.createFrom().item(WordVectors.of("river")),
            false));
  }

  private void assertFinds() {
    assertThat(search(LONG).await().atMost(LONG).passages()).hasSize(2);
  }

  /** Its shards take a moment after the server answers. */
  private void eventuallyFinds() throws InterruptedException {
    Deadline deadline = Deadline.after(LONG);
    while (!finds() && !deadline.isOver()) {
      LockSupport.parkNanos(50_000_000);
    }
    assertFinds();
  }

  private boolean finds() {
    return search(LONG)
            .map(found -> found.passages().size())
            .onFailure(SourceException.class)
            .recoverWithItem(0)
            .await()
            .atMost(LONG)
        == 2;
  }

  private static void assertFails(Uni<?> call, ErrorKind kind) {
    assertThatThrownBy(() -> call.await().atMost(LONG))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
