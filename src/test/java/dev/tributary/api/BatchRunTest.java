package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchRunTest {
  private final Vertx vertx = Vertx.vertx();
  private final Map<Integer, UniEmitter<? super byte[]>> running = new ConcurrentSkipListMap<>();
  private final AtomicInteger cancelled = new AtomicInteger();
  private Duration patience = BatchRun.PATIENCE;
  private volatile Cancellable run = () -> {};

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void no_more_than_the_concurrency_runs_at_once() throws Exception {
    CompletableFuture<String> answer = post(10, 3, BatchRun.Format.LINES);
    Eventually.holds(() -> running.size() == 3);
    finish(1);
    Eventually.holds(() -> running.containsKey(3));
    assertThat(running.keySet()).containsExactly(0, 2, 3);
    for (int i : new int[] {0, 2, 3, 4, 5, 6, 7, 8, 9}) {
      Eventually.holds(() -> running.containsKey(i));
      finish(i);
    }
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1\n0\n2\n3\n4\n5\n6\n7\n8\n9\n");
  }

  @Test
  void array_is_in_the_order_of_the_questions_and_holds_no_more_than_the_concurrency()
      throws Exception {
    CompletableFuture<String> answer = post(5, 3, BatchRun.Format.ARRAY);
    Eventually.holds(() -> running.size() == 3);
    finish(2);
    finish(1);
    finish(0);
    Eventually.holds(() -> running.size() == 2);
    finish(4);
    finish(3);
    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("[\n0,\n1,\n2,\n3,\n4\n]\n");
  }

  @Test
  void items_that_end_at_once_are_all_written() throws Exception {
    CompletableFuture<String> answer =
        post(1_000, 8, BatchRun.Format.LINES, index -> Uni.createFrom().item(() -> bytes(index)));
    assertThat(answer.get(10, TimeUnit.SECONDS).lines()).hasSize(1_000);
  }

  @Test
  void cancel_reaches_all_that_runs() throws Exception {
    post(10, 4, BatchRun.Format.LINES);
    Eventually.holds(() -> running.size() == 4);
    run.cancel();
    Eventually.holds(() -> cancelled.get() == 4);
    assertThat(running).hasSize(4);
  }

  @Test
  void client_that_does_not_read_starts_nothing_new() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    byte[] large = new byte[1_000_000];
    CompletableFuture<HttpClientResponse> paused =
        send(
                200,
                2,
                BatchRun.Format.LINES,
                _ -> {
                  asked.incrementAndGet();
                  return Uni.createFrom().item(large);
                })
            .thenApply(HttpClientResponse::pause);
    HttpClientResponse response = paused.get(10, TimeUnit.SECONDS);
    int[] before = {-1};
    Eventually.holds(() -> before[0] == (before[0] = asked.get()), 20);
    assertThat(asked.get()).isLessThan(100);
    CompletableFuture<Buffer> body = response.body().toCompletionStage().toCompletableFuture();
    response.resume();
    assertThat(body.get(60, TimeUnit.SECONDS).length()).isGreaterThan(200_000_000);
  }

  @Test
  void client_that_takes_nothing_for_long_loses_its_connection_and_what_runs_for_it()
      throws Exception {
    patience = Duration.ofMillis(50);
    byte[] large = new byte[1_000_000];
    HttpClientResponse response =
        send(
                200,
                2,
                BatchRun.Format.LINES,
                index ->
                    index == 1
                        ? Uni.createFrom()
                            .<byte[]>emitter(emitter -> running.put(index, emitter))
                            .onCancellation()
                            .invoke(cancelled::incrementAndGet)
                        : Uni.createFrom().item(large))
            .thenApply(HttpClientResponse::pause)
            .get(10, TimeUnit.SECONDS);
    Eventually.holds(() -> cancelled.get() == 1);
    CompletableFuture<Buffer> body = response.body().toCompletionStage().toCompletableFuture();
    response.resume();
    assertThat(body).failsWithin(Duration.ofSeconds(10));
  }

  private void finish(int index) {
    UniEmitter<? super byte[]> emitter = running.remove(index);
    assertThat(emitter).as("item %s does not run", index).isNotNull();
    emitter.complete(bytes(index));
  }

  private static byte[] bytes(int index) {
    return String.valueOf(index).getBytes(StandardCharsets.UTF_8);
  }

  private interface Work {
    Uni<byte[]> of(int index);
  }

  private CompletableFuture<String> post(int size, int concurrency, BatchRun.Format format) {
    return post(
        size,
        concurrency,
        format,
        index ->
            Uni.createFrom()
                .<byte[]>emitter(emitter -> running.put(index, emitter))
                .onCancellation()
                .invoke(cancelled::incrementAndGet));
  }

  private CompletableFuture<String> post(
      int size, int concurrency, BatchRun.Format format, Work work) {
    return send(size, concurrency, format, work)
        .thenCompose(response -> response.body().toCompletionStage())
        .thenApply(Buffer::toString);
  }

  private CompletableFuture<HttpClientResponse> send(
      int size, int concurrency, BatchRun.Format format, Work work) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    run =
                        new BatchRun(
                                size,
                                concurrency,
                                format,
                                work::of,
                                vertx,
                                request.response(),
                                patience)
                            .run()
                            .subscribe()
                            .with(_ -> {}));
    return server
        .listen(0, "127.0.0.1")
        .compose(
            up ->
                vertx
                    .createHttpClient()
                    .request(HttpMethod.POST, up.actualPort(), "127.0.0.1", "/"))
        .compose(HttpClientRequest::send)
        .toCompletionStage()
        .toCompletableFuture();
  }
}
