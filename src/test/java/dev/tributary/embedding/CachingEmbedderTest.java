package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachingEmbedderTest {
  private final FakeTimers timers = new FakeTimers();
  private final FakeEncoder encoder = new FakeEncoder();
  private final CachingEmbedder embedder = embedder(100);

  @Test
  void question_is_known_again_by_its_normalised_text() {
    UniAssertSubscriber<Vector> first = question("  cafe\u0301 \n\t au\u00a0lait ");
    encoder.answer(1, 0);
    UniAssertSubscriber<Vector> again = question("caf\u00e9 au lait");
    assertThat(again.assertCompleted().getItem()).isSameAs(first.assertCompleted().getItem());
    assertThat(encoder.texts).containsExactly("query: caf\u00e9 au lait");
  }

  @Test
  void long_questions_that_differ_at_their_ends_alone_are_two() {
    question("x".repeat(9_999) + "a");
    encoder.answer(1, 0);
    question("x".repeat(9_999) + "a").assertCompleted();
    question("x".repeat(9_999) + "b").assertNotTerminated();
  }

  @Test
  void vector_carries_the_models_name() {
    UniAssertSubscriber<Vector> vector = question("a");
    encoder.answer(1, 0);
    vector.assertItem(new Vector("mine", new float[] {1, 0}));
  }

  @Test
  void passage_is_known_again_by_its_exact_text() {
    passage("a b");
    encoder.answer(1, 0);
    passage("a b").assertCompleted();
    passage("a  b").assertNotTerminated();
    assertThat(encoder.texts).containsExactly("passage: a b", "passage: a  b");
  }

  @Test
  void question_and_passage_of_the_same_text_are_two() {
    question("a");
    encoder.answer(1, 0);
    passage("a").assertNotTerminated();
  }

  @Test
  void cache_is_bounded_by_entries() {
    CachingEmbedder small = embedder(5);
    for (int i = 0; i < 50; i++) {
      small.embedPassage("text " + i, inSeconds(1)).subscribe().with(_ -> {});
      encoder.answer(1, i);
    }
    List<UniAssertSubscriber<Vector>> again =
        IntStream.range(0, 50)
            .mapToObj(i -> subscribe(small.embedPassage("text " + i, inSeconds(1))))
            .toList();
    assertThat(again.stream().filter(a -> a.getItem() != null).count()).isLessThanOrEqualTo(5);
  }

  @Test
  void failure_is_not_kept() {
    UniAssertSubscriber<Vector> first = question("a");
    encoder.fail(new EmbeddingException(Reason.UNAVAILABLE, "down", null));
    first.assertFailedWith(EmbeddingException.class, "down");
    UniAssertSubscriber<Vector> second = question("a");
    encoder.answer(1, 0);
    second.assertCompleted();
  }

  @Test
  void same_text_at_the_same_time_is_computed_once_for_all() {
    List<UniAssertSubscriber<Vector>> all =
        IntStream.range(0, 100).mapToObj(_ -> question("a")).toList();
    assertThat(encoder.texts).hasSize(1);
    encoder.answer(1, 0);
    all.forEach(UniAssertSubscriber::assertCompleted);
  }

  @Test
  void one_who_leaves_does_not_cancel_the_others_and_the_last_one_does() {
    UniAssertSubscriber<Vector> first = question("a");
    UniAssertSubscriber<Vector> second = question("a");
    first.cancel();
    assertThat(encoder.cancelled).hasValue(0);
    second.cancel();
    assertThat(encoder.cancelled).hasValue(1);
    question("a").assertNotTerminated();
    assertThat(encoder.texts).hasSize(2);
  }

  @Test
  void question_waits_as_long_as_configured_and_no_longer() {
    UniAssertSubscriber<Vector> late = question("a");
    timers.advanceMillis(299);
    late.assertNotTerminated();
    timers.advanceMillis(1);
    assertTimedOut(late);
    assertThat(encoder.cancelled).hasValue(1);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void each_is_answered_at_the_deadline_that_is_his_own() {
    UniAssertSubscriber<Vector> hurried =
        subscribe(embedder.embedPassage("a", deadline(Duration.ofMillis(50))));
    UniAssertSubscriber<Vector> patient = subscribe(embedder.embedPassage("a", inSeconds(10)));
    timers.advanceMillis(50);
    assertTimedOut(hurried);
    patient.assertNotTerminated();
    assertThat(encoder.cancelled).hasValue(0);
    encoder.answer(1, 0);
    patient.assertCompleted();
  }

  @Test
  void deadline_that_is_over_starts_nothing() {
    assertTimedOut(subscribe(embedder.embedPassage("a", deadline(Duration.ZERO))));
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void passage_with_more_time_than_any_answer_is_ingestion_and_nobody_waits_for_it() {
    subscribe(embedder.embedPassage("a", inSeconds(60)));
    subscribe(embedder.embedPassage("a", deadline(Embedder.INGESTION_TIME)));
    question("a");
    assertThat(encoder.lanes).containsExactly(Lane.PASSAGE, Lane.INGESTION, Lane.QUESTION);
  }

  @Test
  void nothing_happens_before_subscription() {
    embedder.embedQuestion("a", inSeconds(1));
    embedder.embedPassage("a", inSeconds(1));
    embedder.check();
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void check_asks_the_model_itself_and_ends_in_time() {
    UniAssertSubscriber<Void> check =
        embedder.check().subscribe().withSubscriber(UniAssertSubscriber.create());
    encoder.answer(1, 0);
    check.assertCompleted();
    UniAssertSubscriber<Void> hanging =
        embedder.check().subscribe().withSubscriber(UniAssertSubscriber.create());
    timers.advance(Duration.ofSeconds(30));
    hanging.assertFailedWith(EmbeddingException.class, "30000 ms");
  }

  private CachingEmbedder embedder(int entries) {
    OpenAiSettings remote =
        new OpenAiSettings(java.net.URI.create("http://localhost/v1"), "m", "secret", null, 1);
    EmbedderSettings settings =
        new EmbedderSettings(
            "mine",
            remote,
            new Prefixes("query: ", "passage: "),
            Duration.ofMillis(300),
            entries,
            entries);
    return new CachingEmbedder(settings, encoder, timers);
  }

  private UniAssertSubscriber<Vector> question(String text) {
    return subscribe(embedder.embedQuestion(text, inSeconds(10)));
  }

  private UniAssertSubscriber<Vector> passage(String text) {
    return subscribe(embedder.embedPassage(text, inSeconds(10)));
  }

  private Deadline inSeconds(int seconds) {
    return deadline(Duration.ofSeconds(seconds));
  }

  private Deadline deadline(Duration left) {
    return Deadline.after(left, timers::nanoTime);
  }

  private static UniAssertSubscriber<Vector> subscribe(Uni<Vector> uni) {
    return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static void assertTimedOut(UniAssertSubscriber<Vector> asked) {
    assertThat(asked.getFailure())
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
  }
}
