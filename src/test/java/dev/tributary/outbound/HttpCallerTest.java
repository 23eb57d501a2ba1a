package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallException.Reason;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpCallerTest extends CallerFixture {
  @Test
  void nothing_is_sent_before_subscription() throws Exception {
    api.answer("{}");
    Uni<HttpAnswer> call = call(caller);
    assertThat(api.connections()).isZero();
    assertThat(await(call).body().toString()).isEqualTo("{}");
    assertThat(await(call).status()).isEqualTo(200);
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void request_arrives_as_it_was_made() {
    api.answer("{}");
    await(
        caller.call(
            new HttpRequest(
                "POST", "/a%20b?q=%C3%A9", Map.of("X-Key", "k"), Buffer.buffer("{\"a\":1}")),
            soon()));
    StubApi.Seen seen = api.lastSeen();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.uri()).isEqualTo("/a%20b?q=%C3%A9");
    assertThat(seen.body()).isEqualTo("{\"a\":1}");
    assertThat(seen.headers().get("X-Key")).isEqualTo("k");
    assertThat(seen.headers().get("Host")).isEqualTo("127.0.0.1:" + api.uri().getPort());
  }

  @Test
  void any_status_is_an_answer() {
    api.answer(503, "text/plain", Buffer.buffer("later"));
    HttpAnswer answer = await(call(caller));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().get("content-type")).isEqualTo("text/plain");
  }

  @Test
  void connection_is_kept_and_used_again() {
    api.answer("{}");
    for (int i = 0; i < 20; i++) {
      await(call(caller));
    }
    assertThat(api.connections()).isEqualTo(1);
  }

  @Test
  void answer_comes_back_on_the_event_loop_that_asked() throws Exception {
    api.answer("{}");
    for (int i = 0; i < 8; i++) {
      var threads = new CompletableFuture<List<Thread>>();
      vertx.runOnContext(
          _ -> {
            Thread asking = Thread.currentThread();
            call(caller)
                .subscribe()
                .with(
                    _ -> threads.complete(List.of(asking, Thread.currentThread())),
                    threads::completeExceptionally);
          });
      List<Thread> both = threads.get(10, TimeUnit.SECONDS);
      assertThat(both.get(1)).isSameAs(both.get(0));
    }
  }

  @Test
  void cancel_reaches_the_wire() throws Exception {
    var call = subscribe(caller);
    eventually(() -> api.openCalls() == 1);
    call.cancel();
    eventually(() -> api.openCalls() == 0 && api.openConnections() == 0);
    call.assertNotTerminated();
  }

  @Test
  void cancel_in_the_middle_of_a_body_reaches_the_wire() throws Exception {
    var sent = new CompletableFuture<Void>();
    api.behave(
        r -> {
          r.response().setChunked(true).write("[1,").onComplete(_ -> sent.complete(null));
        });
    var call = subscribe(caller);
    sent.get(10, TimeUnit.SECONDS);
    call.cancel();
    eventually(() -> api.openConnections() == 0);
    call.assertNotTerminated();
  }

  @Test
  void call_that_is_cancelled_at_once_is_never_sent() throws Exception {
    api.answer("{}");
    for (int i = 0; i < 50; i++) {
      var call = subscribe(caller);
      call.cancel();
      call.assertNotTerminated();
    }
    await(call(caller));
    eventually(() -> api.openCalls() == 0);
    // Some may have been on the wire before the cancel; none comes after it.
    int before = api.seen().size();
    await(call(caller));
    assertThat(api.seen()).hasSize(before + 1);
  }

  @Test
  void thousand_cancelled_calls_leave_no_open_connection() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<UniAssertSubscriber<HttpAnswer>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(subscribe(caller));
      }
      eventually(() -> api.openCalls() == 50);
      calls.forEach(UniAssertSubscriber::cancel);
      eventually(() -> api.openCalls() == 0);
    }
    eventually(() -> api.openConnections() == 0);
    api.answer("{}");
    await(call(caller));
  }

  @Test
  void nothing_queues_when_all_connections_are_in_use() throws Exception {
    HttpCaller small =
        callers.caller(api.uri(), new HttpCallers.Settings(1, Duration.ofSeconds(2), 1024));
    var first = subscribe(small);
    eventually(() -> api.openCalls() == 1);
    assertFails(call(small), Reason.UNREACHABLE, "all are in use");
    first.cancel();
    api.answer("{}");
    await(call(small));
  }

  @Test
  void deadline_ends_a_call_and_its_connection() throws Exception {
    assertFails(
        caller.call(get(), Deadline.after(Duration.ofMillis(50))), Reason.TIMEOUT, "in time");
    eventually(() -> api.openConnections() == 0);
  }

  @Test
  void deadline_that_has_passed_sends_nothing() {
    assertFails(caller.call(get(), Deadline.after(Duration.ZERO)), Reason.TIMEOUT, "in time");
    assertThat(api.connections()).isZero();
  }

  @Test
  void get_on_a_kept_connection_that_proves_stale_is_sent_once_more() {
    api.answer("{}");
    await(call(caller));
    closeOnceThenAnswer();
    assertThat(await(call(caller)).body().toString()).isEqualTo("second");
    assertThat(api.connections()).isEqualTo(2);
  }

  @Test
  void post_on_a_kept_connection_that_proves_stale_is_not_sent_again() {
    api.answer("{}");
    await(call(caller));
    closeOnceThenAnswer();
    HttpRequest post = new HttpRequest("POST", "/", Map.of(), Buffer.buffer("{}"));
    assertFails(caller.call(post, soon()), Reason.UNREACHABLE, "before its answer was whole");
  }

  private void closeOnceThenAnswer() {
    AtomicInteger calls = new AtomicInteger();
    api.behave(
        r -> {
          if (calls.incrementAndGet() == 1) {
            r.connection().close();
          } else {
            r.response().end("second");
          }
        });
  }
}
