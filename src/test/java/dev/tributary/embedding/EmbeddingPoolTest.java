package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException.Reason;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingPoolTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final EmbeddingPool pool = new EmbeddingPool(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  @Test
  void questions_go_before_their_passages_and_those_before_ingestion() throws Exception {
    occupy();
    List<UniAssertSubscriber<String>> all =
        List.of(
            submit(Lane.INGESTION, "ingested"),
            submit(Lane.PASSAGE, "passage 1"),
            submit(Lane.QUESTION, "question 1"),
            submit(Lane.PASSAGE, "passage 2"),
            submit(Lane.QUESTION, "question 2"));
    gate.countDown();
    all.forEach(a -> a.awaitItem(SOON));
    assertThat(done)
        .containsExactly("question 1", "question 2", "passage 1", "passage 2", "ingested");
  }

  @Test
  void full_lane_refuses_at_once_and_leaves_the_others_open() throws Exception {
    occupy();
    IntStream.range(0, Lane.INGESTION.bound()).forEach(i -> submit(Lane.INGESTION, "t" + i));
    assertThat(submit(Lane.INGESTION, "one too many").getFailure())
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
    UniAssertSubscriber<String> question = submit(Lane.QUESTION, "question");
    assertThat(pool.waiting(Lane.INGESTION)).isEqualTo(Lane.INGESTION.bound());
    gate.countDown();
    question.awaitItem(SOON);
    assertThat(done.getFirst()).isEqualTo("question");
  }

  @Test
  void cancelled_text_leaves_the_queue_and_is_never_computed() throws Exception {
    occupy();
    UniAssertSubscriber<String> gone = submit(Lane.QUESTION, "gone");
    UniAssertSubscriber<String> stays = submit(Lane.QUESTION, "stays");
    gone.cancel();
    assertThat(pool.waiting(Lane.QUESTION)).isEqualTo(1);
    gate.countDown();
    stays.awaitItem(SOON);
    assertThat(done).containsExactly("stays");
  }

  @Test
  void subscribing_does_not_compute_on_the_callers_thread() {
    Thread mine = Thread.currentThread();
    Thread worker =
        pool.run(Lane.QUESTION, Thread::currentThread)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.<Thread>create())
            .awaitItem(SOON)
            .getItem();
    assertThat(worker).isNotSameAs(mine);
    assertThat(worker.isDaemon()).isTrue();
  }

  @Test
  void nothing_runs_before_subscription() {
    pool.run(Lane.QUESTION, () -> done.add("ran"));
    submit(Lane.QUESTION, "after").awaitItem(SOON);
    assertThat(done).containsExactly("after");
  }

  @Test
  void failing_text_even_with_an_error_takes_no_thread_with_it() {
    UniAssertSubscriber<Object> failed =
        pool.run(
                Lane.QUESTION,
                () -> {
                  throw new UnsatisfiedLinkError("no library");
                })
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    failed.awaitFailure(SOON).assertFailedWith(UnsatisfiedLinkError.class, "no library");
    submit(Lane.QUESTION, "next").awaitItem(SOON).assertItem("next");
  }

  @Test
  void closing_fails_what_waits_and_what_comes() throws Exception {
    occupy();
    UniAssertSubscriber<String> waiting = submit(Lane.PASSAGE, "waiting");
    Thread closing = Thread.ofPlatform().start(pool::close);
    waiting.awaitFailure(SOON).assertFailedWith(EmbeddingException.class, "stopping");
    submit(Lane.PASSAGE, "late").awaitFailure(SOON).assertFailedWith(EmbeddingException.class);
    gate.countDown();
    closing.join();
  }

  @Test
  void thousand_texts_from_many_threads_are_each_computed_once() throws Exception {
    AtomicInteger computed = new AtomicInteger();
    try (EmbeddingPool wide = new EmbeddingPool(4);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<UniAssertSubscriber<Integer>>> tasks =
          IntStream.range(0, 1000)
              .<Callable<UniAssertSubscriber<Integer>>>mapToObj(
                  _ ->
                      () ->
                          wide.run(Lane.PASSAGE, computed::incrementAndGet)
                              .subscribe()
                              .withSubscriber(UniAssertSubscriber.create()))
              .toList();
      List<UniAssertSubscriber<Integer>> all = new ArrayList<>();
      for (Future<UniAssertSubscriber<Integer>> task : threads.invokeAll(tasks)) {
        all.add(task.get());
      }
      all.forEach(a -> a.awaitItem(SOON));
      assertThat(all.stream().map(UniAssertSubscriber::getItem)).doesNotHaveDuplicates();
      assertThat(computed).hasValue(1000);
    }
  }

  /** The one thread works until the gate opens. */
  private void occupy() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    pool.run(
            Lane.QUESTION,
            () -> {
              started.countDown();
              return gate.await(10, TimeUnit.SECONDS);
            })
        .subscribe()
        .with(_ -> {});
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private UniAssertSubscriber<String> submit(Lane lane, String text) {
    return pool.run(
            lane,
            () -> {
              done.add(text);
              return text;
            })
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
