package dev.tributary.source.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LangChain4jSourceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Document RIVER =
      new Document("r", "Rivers", null, "a river", null, Map.of("year", 2024));

  @Test
  void cosines_are_told_as_cosines_and_vectors_given_back_when_wanted() {
    Source source = Bridged.store(() -> Bridged.inMemory(List.of(RIVER)), "contract.model=words");
    Vector question = WordVectors.of("river water");
    Passage passage = find(source, "river", null, question, true).getFirst();
    assertThat(passage.signal()).isEqualTo(Signal.COSINE);
    assertThat(passage.rawScore())
        .isCloseTo(question.cosine(WordVectors.of("a river")), within(1e-6));
    assertThat(passage.vector()).isEqualTo(WordVectors.of("a river"));
    assertThat(passage.metadata()).isEqualTo(Map.of("year", 2024));
    assertThat(find(source, "river", null, question, false).getFirst().vector()).isNull();
  }

  @Test
  void scores_of_other_distances_are_taken_as_they_are() {
    Source source =
        Bridged.store(
            () -> Bridged.inMemory(List.of(RIVER)),
            "contract.model=words",
            "contract.distance=dot");
    Passage passage = find(source, "river", null, WordVectors.of("a river"), false).getFirst();
    assertThat(passage.signal()).isEqualTo(Signal.SCORE);
    assertThat(passage.rawScore()).isCloseTo(1, within(1e-6));
  }

  @Test
  void store_of_another_dimension_says_both_and_check_too() {
    Source source =
        Bridged.store(
            () -> Bridged.inMemory(List.of(RIVER)),
            "contract.model=words",
            "contract.dimensions=3");
    Vector wide = new Vector("words", new float[] {1, 0, 0});
    assertKind(() -> find(source, "river", null, wide, false), ErrorKind.BAD_REQUEST, "3", "64");
    assertKind(() -> source.check().await().atMost(LONG), ErrorKind.BAD_REQUEST, "3", "64");
  }

  @Test
  void range_of_strings_is_refused() {
    Source source = Bridged.store(() -> Bridged.inMemory(List.of(RIVER)), "contract.model=words");
    Filter filter = new Filter.Comparison(Filter.Operator.GT, "lang", "en");
    assertKind(
        () -> find(source, "river", filter, WordVectors.of("river"), false),
        ErrorKind.UNSUPPORTED,
        "gt",
        "en");
  }

  @Test
  void retriever_s_contents_without_scores_are_an_order() {
    Source source =
        Bridged.retriever(
            () ->
                _ ->
                    List.of(
                        Content.from(TextSegment.from("one"), Map.of(ContentMetadata.SCORE, 0.9)),
                        Content.from("two")));
    List<Passage> found = find(source, "river", null, WordVectors.of("river"), false);
    assertThat(found).extracting(Passage::text).containsExactly("one", "two");
    assertThat(found).allMatch(p -> p.signal() == Signal.RANK && p.rawScore() == null);
    assertThat(found.getFirst().id()).isEqualTo(PassageId.ofContent("contract", null, "one"));
  }

  @Test
  void failures_have_kinds_and_keep_their_messages_to_themselves() {
    assertFailure(new HttpException(401, "key s3cr3t"), ErrorKind.AUTH);
    assertFailure(new HttpException(503, "s3cr3t"), ErrorKind.OVERLOADED);
    assertFailure(new RuntimeException(new RateLimitException("s3cr3t")), ErrorKind.RATE_LIMITED);
    assertFailure(
        new IllegalStateException(new SocketTimeoutException("s3cr3t")), ErrorKind.TIMEOUT);
    assertFailure(new UnsupportedOperationException("s3cr3t"), ErrorKind.UNSUPPORTED);
    assertFailure(new IllegalStateException("s3cr3t"), ErrorKind.UNAVAILABLE);
    // Libraries quote what they were given: here the key, with the end of a line from its file.
    assertFailure(
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> HttpRequest.newBuilder().header("Authorization", "Bearer s3cr3t\n")),
        ErrorKind.BAD_REQUEST);
    assertFailure(
        catchThrowableOfType(
            IllegalArgumentException.class, () -> URI.create("http://me:s3cr3t @db")),
        ErrorKind.BAD_REQUEST);
  }

  @Test
  void bean_that_takes_longer_to_make_than_a_call_may_wait_is_made_all_the_same() {
    CountDownLatch opened = new CountDownLatch(1);
    AtomicInteger makings = new AtomicInteger();
    Source source =
        Bridged.store(
            () -> {
              makings.incrementAndGet();
              try {
                opened.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return Bridged.inMemory(List.of(RIVER));
            },
            "contract.model=words");
    for (int i = 0; i < 3; i++) {
      Uni<Found> search = search(source, "river", Duration.ofMillis(50));
      assertKind(() -> search.await().atMost(LONG), ErrorKind.TIMEOUT, "in time");
    }
    opened.countDown();
    assertThat(search(source, "river", LONG).await().atMost(LONG).passages()).hasSize(1);
    assertThat(makings).hasValue(1);
  }

  @Test
  void bean_that_could_not_be_made_is_tried_again_by_the_next_call() {
    AtomicInteger makings = new AtomicInteger();
    Source source =
        Bridged.store(
            () -> {
              if (makings.incrementAndGet() == 1) {
                throw new IllegalStateException("the store is down");
              }
              return Bridged.inMemory(List.of(RIVER));
            },
            "contract.model=words");
    assertKind(
        () -> search(source, "river", LONG).await().atMost(LONG),
        ErrorKind.UNAVAILABLE,
        "IllegalStateException");
    assertThat(search(source, "river", LONG).await().atMost(LONG).passages()).hasSize(1);
    assertThat(search(source, "river", LONG).await().atMost(LONG).passages()).hasSize(1);
    assertThat(makings).hasValue(2);
  }

  @Test
  void call_runs_on_a_virtual_thread_and_ends_at_its_deadline_by_an_interrupt() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch interrupted = new CountDownLatch(1);
    BlockingCalls calls = new BlockingCalls("x", 1, new SystemTimers());
    Uni<Object> call =
        calls.run(
            () -> {
              thread.set(Thread.currentThread());
              try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS);
              } finally {
                interrupted.countDown();
              }
            },
            Deadline.after(Duration.ofMillis(50)));
    assertKind(() -> call.await().atMost(LONG), ErrorKind.TIMEOUT, "in time");
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(thread.get().isVirtual()).isTrue();
  }

  @Test
  void call_that_does_not_heed_an_interrupt_keeps_its_permit_until_it_ends() throws Exception {
    BlockingCalls calls = new BlockingCalls("x", 1, new SystemTimers());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    UniAssertSubscriber<String> deaf =
        calls
            .run(
                () -> {
                  begun.countDown();
                  while (end.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  return "late";
                },
                Deadline.after(LONG))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    deaf.cancel();
    Uni<String> next = calls.run(() -> "next", Deadline.after(LONG));
    assertKind(() -> next.await().atMost(LONG), ErrorKind.OVERLOADED, "1 permits");
    end.countDown();
    long patience = System.nanoTime() + LONG.toNanos();
    while (calls.open() > 0 && System.nanoTime() < patience) {
      Thread.onSpinWait();
    }
    assertThat(next.await().atMost(LONG)).isEqualTo("next");
  }

  private static void assertFailure(RuntimeException failure, ErrorKind kind) {
    Source source =
        Bridged.retriever(
            () ->
                _ -> {
                  throw failure;
                });
    assertThatThrownBy(() -> find(source, "river", null, WordVectors.of("river"), false))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .message()
        .contains(failure.getClass().getSimpleName())
        .doesNotContain("s3cr3t");
  }

  private static void assertKind(Runnable call, ErrorKind kind, String... said) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .message()
        .contains(said);
  }

  private static Uni<Found> search(Source source, String question, Duration within) {
    return source.search(
        new SearchRequest(
            new Question(question),
            10,
            null,
            Deadline.after(within),
            Uni.createFrom().item(WordVectors.of(question)),
            false));
  }

  private static List<Passage> find(
      Source source,
      String question,
      @Nullable Filter filter,
      Vector vector,
      boolean returnVectors) {
    return source
        .search(
            new SearchRequest(
                new Question(question),
                10,
                filter,
                Deadline.after(LONG),
                Uni.createFrom().item(vector),
                returnVectors))
        .await()
        .atMost(LONG)
        .passages();
  }
}
