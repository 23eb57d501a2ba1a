package dev.tributary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ChunkedDocument.Chunk;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadProgress.State;
import dev.tributary.source.SourceException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderUnderTroubleTest {
  private static final Retry QUICK = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final Loader loader =
      new Loader(embedder, new SystemTimers(), QUICK, LoaderTest.class.getClassLoader());
  @TempDir Path folder;

  @Test
  void embedder_that_stays_down_fails_the_load_after_some_tries_and_what_was_written_stays()
      throws IOException {
    FakeWritableSource source = corpus("docs", 2_000);
    AtomicInteger triesOfLast = new AtomicInteger();
    embedder.before =
        text -> {
          if (!text.equals("text 1999")) {
            return Uni.createFrom().voidItem();
          }
          triesOfLast.incrementAndGet();
          return down();
        };
    Document gone = new Document("gone", null, null, "text", null, Map.of());
    source.held.put("gone", new ChunkedDocument(gone, "hash", List.of(new Chunk("text", null))));

    LoadProgress end = load(source);

    assertThat(end.state()).isEqualTo(State.FAILED);
    assertThat(end.error()).isEqualTo("the model is down");
    assertThat(triesOfLast).hasValue(1 + QUICK.times());
    assertThat(source.held).containsKeys("0", "1000", "gone").doesNotContainKey("1999");
    assertThat(source.loading()).isEqualTo(end);
  }

  @Test
  void embedder_that_comes_back_in_time_is_only_a_delay() throws IOException {
    FakeWritableSource source = corpus("docs", 10);
    AtomicInteger failures = new AtomicInteger(QUICK.times());
    embedder.before = _ -> failures.getAndDecrement() > 0 ? down() : Uni.createFrom().voidItem();

    assertThat(load(source)).isEqualTo(new LoadProgress(State.DONE, 10, 10, 0, 0, null));
  }

  @Test
  void answer_that_will_not_change_is_not_asked_for_again() throws IOException {
    FakeWritableSource source = corpus("docs", 1);
    embedder.before =
        _ ->
            Uni.createFrom()
                .failure(
                    new EmbeddingException(
                        EmbeddingException.Reason.PROTOCOL, "3 dimensions", null));

    assertThat(load(source).error()).isEqualTo("3 dimensions");
    assertThat(embedder.texts).hasSize(1);
  }

  @Test
  void source_that_is_busy_is_tried_again_and_one_that_stays_down_fails_the_load()
      throws IOException {
    FakeWritableSource source = corpus("docs", 1);
    AtomicInteger tries = new AtomicInteger();
    source.beforeWrite =
        () ->
            tries.incrementAndGet() < 3
                ? Uni.createFrom().failure(new SourceException(ErrorKind.OVERLOADED, "busy"))
                : Uni.createFrom().voidItem();
    assertThat(load(source).state()).isEqualTo(State.DONE);

    FakeWritableSource other = corpus("other", 1);
    other.beforeWrite =
        () -> Uni.createFrom().failure(new SourceException(ErrorKind.UNAVAILABLE, "down"));
    assertThat(load(other).error()).isEqualTo("down");
  }

  @Test
  void document_that_the_source_refuses_is_skipped_and_the_others_of_its_batch_written()
      throws IOException {
    FakeWritableSource source = corpus("docs", 5);
    source.refused = "3";

    assertThat(load(source)).isEqualTo(new LoadProgress(State.DONE, 4, 4, 0, 1, null));
    assertThat(source.held).containsOnlyKeys("0", "1", "2", "4");
  }

  @Test
  void half_a_character_in_one_line_is_no_reason_to_load_none() throws IOException {
    Files.writeString(
        folder.resolve("docs.jsonl"),
        "{\"_id\":\"a\",\"text\":\"cut \\ud83d\"}\n{\"_id\":\"b\",\"text\":\"whole\"}\n");

    assertThat(load(new FakeWritableSource("docs", folder.resolve("docs.jsonl"))))
        .isEqualTo(new LoadProgress(State.DONE, 2, 2, 0, 0, null));
  }

  @Test
  void start_returns_at_once_and_stop_ends_a_load_that_hangs() throws IOException {
    FakeWritableSource source = corpus("docs", 300);
    embedder.before = _ -> Uni.createFrom().nothing();

    loader.start(List.of(source));
    until(() -> embedder.running.get() == ChunkEmbedder.AT_ONCE);
    assertThat(source.loading().state()).isEqualTo(State.RUNNING);
    loader.stop(new ShutdownEvent());

    until(() -> embedder.running.get() == 0);
    assertThat(source.loading().state()).isEqualTo(State.FAILED);
    assertThat(source.loading().error()).isEqualTo("stopped before it was done");
    assertThat(source.held).isEmpty();
  }

  @Test
  void load_that_was_stopped_goes_on_where_it_stood() throws IOException {
    FakeWritableSource source = corpus("docs", 300);
    embedder.before =
        text -> text.equals("text 200") ? Uni.createFrom().nothing() : Uni.createFrom().voidItem();
    loader.start(List.of(source));
    int written = 300 - Batches.MOST_DOCUMENTS;
    // All but the one that hangs: nothing of the first load may come after the clearing below.
    until(() -> source.held.size() == written && embedder.texts.contains("text 255"));
    loader.stop(new ShutdownEvent());
    embedder.texts.clear();
    embedder.before = _ -> Uni.createFrom().voidItem();

    assertThat(load(source).embedded()).isEqualTo(Batches.MOST_DOCUMENTS);
    assertThat(embedder.texts).hasSize(Batches.MOST_DOCUMENTS);
  }

  @Test
  void several_sources_share_one_bound_and_all_say_at_once_that_they_are_loading()
      throws IOException {
    List<FakeWritableSource> sources = new ArrayList<>();
    for (int i = 0; i < Loader.SOURCES_AT_ONCE + 2; i++) {
      sources.add(corpus("source" + i, 200));
    }
    CompletableFuture<Void> go = new CompletableFuture<>();
    embedder.before = _ -> Uni.createFrom().completionStage(go);

    loader.start(sources);
    assertThat(sources).allMatch(source -> source.loading().state() == State.RUNNING);
    until(() -> embedder.running.get() == ChunkEmbedder.AT_ONCE);
    go.complete(null);
    until(() -> sources.stream().allMatch(s -> s.loading().state() == State.DONE));

    assertThat(sources).allMatch(source -> source.held.size() == 200);
    assertThat(embedder.mostAtOnce).hasValue(ChunkEmbedder.AT_ONCE);
  }

  @Test
  void ten_thousand_documents_are_streamed_with_a_bounded_number_under_way() throws IOException {
    FakeWritableSource source = corpus("docs", 10_000);
    AtomicInteger mostUnwritten = new AtomicInteger();
    source.beforeWrite =
        () -> {
          mostUnwritten.accumulateAndGet(embedder.texts.size() - source.held.size(), Math::max);
          return Uni.createFrom().voidItem();
        };

    assertThat(load(source)).isEqualTo(new LoadProgress(State.DONE, 10_000, 10_000, 0, 0, null));
    assertThat(source.held).hasSize(10_000);
    assertThat(mostUnwritten.get()).isBetween(1, Load.BATCHES_AT_ONCE * Batches.MOST_DOCUMENTS);
    assertThat(source.told)
        .isSortedAccordingTo((a, b) -> Long.compare(a.documents(), b.documents()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void document_of_thousands_of_chunks_needs_no_deep_stack(boolean isEmbedded) throws IOException {
    Files.writeString(folder.resolve("long.txt"), "word ".repeat(400_000));
    FakeWritableSource source = new FakeWritableSource("docs", folder);
    source.model = isEmbedded ? FakeWritableSource.MODEL : null;

    assertThat(load(source).state()).isEqualTo(State.DONE);
    List<Chunk> chunks = source.held.get("long.txt").chunks();
    assertThat(chunks).hasSizeGreaterThan(10_000);
    assertThat(chunks).allMatch(chunk -> (chunk.vector() != null) == isEmbedded);
  }

  @Test
  void chunks_keep_their_order_whichever_is_embedded_first() throws IOException {
    Files.writeString(folder.resolve("a.md"), "# A\none\n# B\ntwo\n# C\nthree");
    FakeWritableSource source = new FakeWritableSource("docs", folder);
    CompletableFuture<Void> first = new CompletableFuture<>();
    embedder.before =
        text -> {
          if (text.endsWith("three")) {
            first.complete(null);
          }
          return text.endsWith("one")
              ? Uni.createFrom().completionStage(first)
              : Uni.createFrom().voidItem();
        };

    load(source);

    assertThat(source.chunks().get("a.md")).containsExactly("A\none", "A\nB\ntwo", "A\nC\nthree");
    assertThat(source.held.get("a.md").chunks())
        .allSatisfy(c -> assertThat(c.vector().values()[0]).isEqualTo(c.text().length()));
  }

  @Test
  void end_of_a_load_is_one_line_in_the_log() throws IOException {
    try (LogLines log = LogLines.of(Loader.class)) {
      load(corpus("docs", 3));

      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst())
          .matches("loaded docs: 3 documents, 3 embedded, 0 removed, 0 skipped in \\d+ ms");
    }
  }

  @Test
  void document_with_line_breaks_in_its_id_is_skipped_in_one_line_of_the_log() throws IOException {
    FakeWritableSource source = new FakeWritableSource("docs", folder.resolve("docs.jsonl"));
    source.refused = "a\nFATAL: all is lost\u2028" + "b".repeat(400);
    Files.writeString(
        folder.resolve("docs.jsonl"),
        "{\"_id\":\"a\\nFATAL: all is lost\\u2028%s\",\"text\":\"text\"}\n"
            .formatted("b".repeat(400)));

    try (LogLines log = LogLines.of(Tally.class)) {
      assertThat(load(source).skipped()).isOne();

      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst())
          .startsWith("docs: skipped a FATAL: all is lost bbb")
          .hasSizeLessThan(400);
    }
  }

  private FakeWritableSource corpus(String name, int documents) throws IOException {
    Path file = folder.resolve(name + ".jsonl");
    Files.write(
        file,
        IntStream.range(0, documents)
            .mapToObj(i -> "{\"_id\": \"%d\", \"text\": \"text %d\"}".formatted(i, i))
            .toList());
    return new FakeWritableSource(name, file);
  }

  private LoadProgress load(FakeWritableSource source) {
    return loader.load(source).await().atMost(Duration.ofSeconds(60));
  }

  private static void until(BooleanSupplier holds) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(20));
    while (!holds.getAsBoolean()) {
      assertThat(deadline.isOver()).as("in time").isFalse();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Uni<Void> down() {
    return Uni.createFrom()
        .failure(
            new EmbeddingException(
                EmbeddingException.Reason.UNAVAILABLE, "the model is down", null));
  }
}
