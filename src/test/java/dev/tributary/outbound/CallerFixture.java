package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallException.Reason;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A stub, a caller of it, and what tests of calls say again and again. */
@Timeout(60)
abstract class CallerFixture {
  static final HttpCallers.Settings SETTINGS =
      new HttpCallers.Settings(64, Duration.ofSeconds(2), 1024 * 1024);

  final Vertx vertx = Vertx.vertx();
  final StubApi api = StubApi.start();
  final VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());
  final HttpCaller caller = callers.caller(api.uri(), SETTINGS);

  @AfterEach
  void stop() throws Exception {
    callers.close();
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  static HttpRequest get() {
    return HttpRequest.get("/", Map.of());
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  static Uni<HttpAnswer> call(HttpCaller caller) {
    return caller.call(get(), soon());
  }

  static UniAssertSubscriber<HttpAnswer> subscribe(HttpCaller caller) {
    return call(caller).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  static HttpAnswer await(Uni<HttpAnswer> call) {
    return call.await().atMost(Duration.ofSeconds(30));
  }

  static void assertFails(Uni<HttpAnswer> call, Reason reason, String message) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOfSatisfying(
            HttpCallException.class,
            e -> {
              assertThat(e).hasMessageContaining(message);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  static void eventually(BooleanSupplier holds) {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }
}
