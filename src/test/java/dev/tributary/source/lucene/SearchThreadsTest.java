package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.LONG;
import static dev.tributary.source.lucene.LuceneFixture.MODEL;
import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.find;
import static dev.tributary.source.lucene.LuceneFixture.question;
import static dev.tributary.source.lucene.LuceneFixture.whole;
import static dev.tributary.source.lucene.LuceneFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing blocks who asks, nothing queues without bound, nothing goes on for nobody. */
@Timeout(60)
class SearchThreadsTest {
  private final CountDownLatch free = new CountDownLatch(1);

  @Test
  void search_that_is_cancelled_before_it_began_leaves_the_queue() {
    try (LuceneFixture lucene = new LuceneFixture(new IndexThreads(1, 8, 8))) {
      LuceneSource source = lucene.inMemory(null);
      occupyTheThread(lucene);
      var waiting = subscribe(source, question("breaker"));
      waiting.assertNotTerminated();
      assertThat(lucene.threads.queuedSearches()).isEqualTo(1);
      waiting.cancel();
      assertThat(lucene.threads.queuedSearches()).isZero();
      free.countDown();
      assertThat(find(source, "breaker")).isEmpty();
    }
  }

  @Test
  void search_whose_vector_is_there_queues_once() {
    try (LuceneFixture lucene = new LuceneFixture(new IndexThreads(1, 8, 8))) {
      LuceneSource source = lucene.inMemory(MODEL);
      write(source, whole(document("one", "breaker"), 1, 0));
      occupyTheThread(lucene);
      CompletableFuture<Found> first =
          source.search(question("breaker", 1, 0)).subscribeAsCompletionStage();
      CompletableFuture<Boolean> next =
          lucene.threads.search(first::isDone, SourceException::of).subscribeAsCompletionStage();
      free.countDown();
      assertThat(next.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    }
  }

  @Test
  void search_beyond_the_queue_is_refused_at_once() {
    try (LuceneFixture lucene = new LuceneFixture(new IndexThreads(1, 1, 1))) {
      LuceneSource source = lucene.inMemory(null);
      occupyTheThread(lucene);
      var first = subscribe(source, question("breaker"));
      assertThatThrownBy(() -> find(source, "breaker"))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.OVERLOADED));
      free.countDown();
      first.awaitItem(LONG);
    }
  }

  @Test
  void running_search_stops_when_it_is_cancelled() throws Exception {
    try (LuceneFixture lucene = new LuceneFixture()) {
      SearchAttempt attempt =
          new SearchAttempt(new LuceneIndex("key", null), lucene.threads, Deadline.after(LONG));
      CountDownLatch began = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      var subscriber =
          attempt
              .run(
                  searcher -> {
                    began.countDown();
                    while (!searcher.getTimeout().shouldExit()) {
                      Thread.onSpinWait();
                    }
                    stopped.countDown();
                    return "no one waits for this";
                  })
              .onTermination()
              .invoke(attempt::end)
              .subscribe()
              .withSubscriber(UniAssertSubscriber.create());
      assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
      subscriber.cancel();
      assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
      subscriber.assertNotTerminated();
    }
  }

  @Test
  void search_ends_at_its_deadline_instead_of_answering_a_part() {
    try (LuceneFixture lucene = new LuceneFixture()) {
      LuceneSource source = lucene.inMemory(null);
      write(source, whole(document("one", "breaker")));
      // A clock on which every look at it takes a second: time is up while the search runs.
      AtomicLong clock = new AtomicLong();
      Deadline deadline =
          Deadline.after(
              Duration.ofSeconds(4), () -> clock.getAndAdd(Duration.ofSeconds(1).toNanos()));
      SearchRequest asked = question("breaker");
      SearchRequest late =
          new SearchRequest(asked.question(), 10, null, deadline, asked.vector(), false);
      assertThatThrownBy(() -> LuceneFixture.search(source, late))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
    }
  }

  @Test
  void cancelling_while_the_vector_is_awaited_cancels_the_vector_too() {
    try (LuceneFixture lucene = new LuceneFixture()) {
      LuceneSource source = lucene.inMemory(MODEL);
      AtomicBoolean cancelled = new AtomicBoolean();
      Uni<Vector> never =
          Uni.createFrom().<Vector>nothing().onCancellation().invoke(() -> cancelled.set(true));
      subscribe(source, question("breaker", null, never)).cancel();
      assertThat(cancelled).isTrue();
    }
  }

  @Test
  void state_of_the_index_is_given_back_however_a_search_ends() throws Exception {
    try (LuceneFixture lucene = new LuceneFixture()) {
      LuceneIndex index = new LuceneIndex("key", null);
      int before = references(index);
      for (Duration budget : List.of(LONG, Duration.ZERO)) {
        SearchAttempt attempt = new SearchAttempt(index, lucene.threads, Deadline.after(budget));
        attempt
            .run(searcher -> 1)
            .onFailure()
            .recoverWithItem(2)
            .onTermination()
            .invoke(attempt::end)
            .await()
            .atMost(LONG);
      }
      assertThat(references(index)).isEqualTo(before);
    }
  }

  @Test
  void searches_and_writes_go_on_at_once_and_a_document_is_seen_whole_or_not() throws Exception {
    try (LuceneFixture lucene = new LuceneFixture();
        ExecutorService askers = Executors.newFixedThreadPool(4)) {
      LuceneSource source = lucene.inMemory(MODEL);
      write(source, twoChunks("zero"));
      AtomicBoolean writing = new AtomicBoolean(true);
      List<Future<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(
            askers.submit(
                () -> {
                  int answers = 0;
                  while (writing.get() || answers == 0) {
                    Found found = LuceneFixture.search(source, question("breaker", 1, 0));
                    assertThat(found.passages()).hasSize(2);
                    assertThat(found.passages())
                        .extracting(p -> p.metadata().get("version"))
                        .containsOnly(found.passages().getFirst().metadata().get("version"));
                    answers++;
                  }
                  return answers;
                }));
      }
      for (int i = 0; i < 100; i++) {
        write(source, twoChunks("version " + i));
      }
      writing.set(false);
      for (Future<Integer> one : asked) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  private static dev.tributary.source.ChunkedDocument twoChunks(String version) {
    return LuceneFixture.chunked(
        document("one", "…", java.util.Map.of("version", version)),
        LuceneFixture.chunk("breaker first", 1, 0),
        LuceneFixture.chunk("breaker second", 0, 1));
  }

  private void occupyTheThread(LuceneFixture lucene) {
    CountDownLatch busy = new CountDownLatch(1);
    lucene
        .threads
        .search(
            () -> {
              busy.countDown();
              return free.await(30, TimeUnit.SECONDS);
            },
            SourceException::of)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
    try {
      assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int references(LuceneIndex index) throws Exception {
    var reader = index.get().acquire();
    try {
      return reader.getRefCount();
    } finally {
      reader.decRef();
    }
  }

  private static UniAssertSubscriber<Found> subscribe(LuceneSource source, SearchRequest request) {
    return source.search(request).subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
