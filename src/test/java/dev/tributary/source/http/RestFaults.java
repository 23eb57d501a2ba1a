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
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a source makes of a store that misbehaves: on the wire stands a fake, which does what no
 * real one does when it is told to. After every fault the source answers again.
 */
@Timeout(60)
public abstract class RestFaults {
  /** What the source sends as credential. */
  protected static final String SECRET = "s3cr3t-do-not-show";

  private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;

  private final StubApi fake = StubApi.start();

  /** A source over a store at an address, with {@link #SECRET} as credential. */
  protected abstract Source open(URI store);

  /** What 429 means of this store. */
  protected ErrorKind tooMany() {
    return ErrorKind.RATE_LIMITED;
  }

  /** Makes the fake answer a search with one passage, as the store would. */
  protected abstract void answerWell(StubApi fake);

  @AfterEach
  void stop() {
    fake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nope", "<html>Sign in</html>", "{\"a\":", "[]", "{}", "7", "null"})
  void garbage_is_a_protocol_failure(String body) {
    Source source = open(fake.uri());
    fake.answer(body);
    failsAndRecovers(source, Duration.ofSeconds(20), ErrorKind.PROTOCOL);
  }

  @ParameterizedTest
  @CsvSource({"401, AUTH", "403, AUTH", "503, OVERLOADED", "504, TIMEOUT"})
  void refusal_has_its_kind_and_no_secret(int status, ErrorKind kind) {
    Source source = open(fake.uri());
    Buffer body = Buffer.buffer("{\"message\":\"%s\",\"error\":\"%s\"}".formatted(SECRET, SECRET));
    fake.answer(status, "application/json", body);
    failsAndRecovers(source, Duration.ofSeconds(20), kind);
  }

  @Test
  void store_that_is_asked_too_often_says_so() {
    Source source = open(fake.uri());
    fake.answer(429, "application/json", Buffer.buffer("{}"));
    failsAndRecovers(source, Duration.ofSeconds(20), tooMany());
  }

  @Test
  void slow_store_is_cut_at_the_deadline_and_let_go_of() {
    Source source = open(fake.uri());
    fake.behave(StubApi.hanging());
    failsAndRecovers(source, Duration.ofMillis(300), ErrorKind.TIMEOUT);
  }

  @Test
  void answer_of_a_hundred_megabytes_is_a_protocol_failure() {
    Source source = open(fake.uri());
    fake.answer(200, "application/json", Buffer.buffer(new byte[HUNDRED_MEGABYTES]));
    failsAndRecovers(source, Duration.ofSeconds(20), ErrorKind.PROTOCOL);
  }

  @Test
  void store_that_dies_in_the_middle_is_unavailable() {
    Source source = open(fake.uri());
    fake.behave(
        r -> {
          r.response().putHeader("Content-Length", "100").write("{\"ids\":");
          r.connection().close();
        });
    failsAndRecovers(source, Duration.ofSeconds(20), ErrorKind.UNAVAILABLE);
  }

  @Test
  void store_that_was_away_is_used_again_when_it_is_back() {
    Source source = open(fake.uri());
    recovers(source);
    fake.goAway();
    for (int i = 0; i < 3; i++) {
      fails(source, Duration.ofSeconds(20), ErrorKind.UNAVAILABLE);
    }
    fake.comeBack();
    recovers(source);
    assertThat(fake.openConnections()).as("connections that are held").isLessThanOrEqualTo(2);
  }

  @Test
  void tls_to_a_plain_port_is_unavailable() {
    Source source = open(URI.create("https://127.0.0.1:" + fake.uri().getPort()));
    fails(source, Duration.ofSeconds(20), ErrorKind.UNAVAILABLE);
  }

  @Test
  void cancelled_searches_leave_nothing_behind() {
    Source source = open(fake.uri());
    recovers(source);
    fake.behave(StubApi.hanging());
    List<UniAssertSubscriber<Found>> searches = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      searches.add(
          search(source, Duration.ofSeconds(20))
              .subscribe()
              .withSubscriber(UniAssertSubscriber.create()));
    }
    eventually(30);
    searches.forEach(UniAssertSubscriber::cancel);
    eventually(0);
    recovers(source);
  }

  private void failsAndRecovers(Source source, Duration budget, ErrorKind kind) {
    for (int i = 0; i < 3; i++) {
      fails(source, budget, kind);
    }
    eventually(0);
    recovers(source);
  }

  private static void fails(Source source, Duration budget, ErrorKind kind) {
    assertThatThrownBy(() -> search(source, budget).await().atMost(Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
              assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET);
            });
  }

  private void recovers(Source source) {
    answerWell(fake);
    Found found = search(source, Duration.ofSeconds(20)).await().atMost(Duration.ofSeconds(30));
    assertThat(found.passages()).hasSize(1);
  }

  private void eventually(int openCalls) {
    for (int i = 0; i < 1_000 && fake.openCalls() != openCalls; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(fake.openCalls()).isEqualTo(openCalls);
  }

  private static Uni<Found> search(Source source, Duration budget) {
    return source.search(
        new SearchRequest(
            new Question("river"),
            5,
            null,
            Deadline.after(budget),
            Uni.createFrom().item(WordVectors.of("river")),
            false));
  }
}
