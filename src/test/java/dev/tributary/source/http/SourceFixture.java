package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A stub, a source over it, and what tests of sources say again and again. */
@Timeout(60)
abstract class SourceFixture {
  static final String ONE = "{\"results\":[{\"id\":\"1\",\"text\":\"Água é vida\"}]}";

  final StubApi api = StubApi.start();
  final Sources sources = new Sources();
  final Source source =
      sources.api(
          api.uri() + "/search?key=s3cr3t",
          Map.of("query.\"q\"", "{question}", "headers.\"X-Key\"", "s3cr3t"));

  @AfterEach
  void stop() throws Exception {
    sources.close();
    api.close();
  }

  SourceException failure(ErrorKind kind) {
    return failure(source.search(request("q", Duration.ofSeconds(20))), kind);
  }

  static SourceException failure(Uni<Found> search, ErrorKind kind) {
    SourceException[] failure = new SourceException[1];
    assertThatThrownBy(() -> search.await().atMost(Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
              assertThat(e.getMessage()).doesNotContain("s3cr3t");
              failure[0] = e;
            });
    return failure[0];
  }

  static Found await(Source source, String question) {
    return source
        .search(request(question, Duration.ofSeconds(20)))
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  static SearchRequest request(String question, Duration budget) {
    return new SearchRequest(
        new Question(question),
        10,
        null,
        Deadline.after(budget),
        Uni.createFrom().failure(() -> new IllegalStateException("an API takes no vector")),
        false);
  }

  static void eventually(BooleanSupplier holds) {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }
}
