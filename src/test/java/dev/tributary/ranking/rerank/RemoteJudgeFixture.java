package dev.tributary.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import dev.tributary.ranking.rerank.JudgeSettings.Remote;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A server on loopback, and judges that ask it. */
@Timeout(60)
abstract class RemoteJudgeFixture {
  static final String KEY = "sk-very-secret";
  static final Duration SOON = Duration.ofSeconds(20);
  static final List<String> TEXTS = List.of("a \"river\"", "a stone");

  final StubApi server = StubApi.start();
  private final Vertx vertx = Vertx.vertx();
  final VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    server.close();
  }

  RemoteJudge remote(Dialect dialect) {
    return remote(dialect, false, 1_000, 8);
  }

  RemoteJudge remote(Dialect dialect, boolean logits, int batch, int permits) {
    Remote settings =
        new Remote(dialect, URI.create(server.uri() + "/v2/"), "m", KEY, logits, batch, permits);
    return new RemoteJudge(settings, SOON, callers, new SystemTimers());
  }

  static UniAssertSubscriber<List<Relevance>> judge(RemoteJudge judge) {
    return judge
        .judge("what is a \"river\"?", TEXTS, Deadline.after(SOON))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  void assertFailed(Dialect dialect, Reason reason, String told) {
    assertFailed(judge(remote(dialect)), reason, told);
  }

  static void assertFailed(
      UniAssertSubscriber<List<Relevance>> judged, Reason reason, String told) {
    assertThat(judged.awaitFailure(SOON).getFailure())
        .hasMessageContaining(told)
        .hasMessageNotContaining(KEY)
        .isInstanceOfSatisfying(
            RerankException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
