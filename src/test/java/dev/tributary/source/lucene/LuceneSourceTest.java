package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.LONG;
import static dev.tributary.source.lucene.LuceneFixture.MODEL;
import static dev.tributary.source.lucene.LuceneFixture.chunk;
import static dev.tributary.source.lucene.LuceneFixture.chunked;
import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.find;
import static dev.tributary.source.lucene.LuceneFixture.ids;
import static dev.tributary.source.lucene.LuceneFixture.question;
import static dev.tributary.source.lucene.LuceneFixture.search;
import static dev.tributary.source.lucene.LuceneFixture.whole;
import static dev.tributary.source.lucene.LuceneFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LuceneSourceTest {
  private final LuceneFixture lucene = new LuceneFixture();

  @AfterEach
  void close() {
    lucene.close();
  }

  @Test
  void text_and_vector_lists_are_fused_by_reciprocal_rank() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(
        source,
        whole(document("both", "breaker"), 1, 0),
        whole(document("text", "breaker and much else that is said besides"), 0, 1),
        whole(document("near", "fuse"), 0.9f, 0.1f));
    Found found = search(source, question("breaker", 1, 0));
    assertThat(ids(found)).containsExactly("both", "text", "near");
    assertThat(found.degraded()).isNull();
    double first = ReciprocalRank.of(1, 60);
    assertThat(found.passages())
        .extracting(Passage::rawScore)
        .containsExactly(
            2 * first,
            ReciprocalRank.of(2, 60) + ReciprocalRank.of(3, 60),
            ReciprocalRank.of(2, 60));
    assertThat(found.passages()).allMatch(p -> p.signal() == Signal.SCORE);
  }

  @Test
  void equal_passages_are_ordered_by_their_ids_whatever_the_order_of_writing() {
    LuceneSource source = lucene.inMemory(null);
    for (String id : List.of("c", "a", "b")) {
      write(source, whole(document(id, "the same text")));
    }
    assertThat(find(source, "text")).containsExactly("a", "b", "c");
  }

  @Test
  void score_of_a_text_only_source_is_bm25() {
    LuceneSource source = lucene.inMemory(null);
    write(source, whole(document("one", "breaker")), whole(document("two", "limiter")));
    Passage passage = search(source, question("breaker")).passages().getFirst();
    assertThat(passage.signal()).isEqualTo(Signal.BM25);
    // idf = ln(1 + (2 - 1 + .5) / (1 + .5)), tf part = 1 / (1 + .9) for a text of mean length
    assertThat(passage.rawScore()).isCloseTo(Math.log(2) / 1.9, within(1e-6));
    assertThat(passage.vector()).isNull();
  }

  @Test
  void title_is_searched_once_whether_the_chunk_repeats_it_or_not() {
    LuceneSource source = lucene.inMemory(null);
    Document titled = new Document("one", "Breakers", null, "they open", "en", Map.of());
    Document repeated = new Document("two", "Breakers", null, "they open", "en", Map.of());
    write(
        source,
        chunked(titled, chunk("they open")),
        chunked(repeated, chunk("Breakers\nthey open")));
    List<Passage> found = search(source, question("breakers")).passages();
    assertThat(found).hasSize(2);
    assertThat(found.get(0).rawScore()).isEqualTo(found.get(1).rawScore());
    assertThat(found.get(0).text()).isEqualTo("they open");
  }

  @Test
  void failing_vector_leaves_the_text_and_says_so() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(source, whole(document("one", "breaker"), 1, 0));
    Found found = search(source, question("breaker"));
    assertThat(ids(found)).containsExactly("one");
    assertThat(found.degraded()).isEqualTo(Found.NO_VECTOR);
    assertThat(found.passages().getFirst().signal()).isEqualTo(Signal.BM25);
  }

  @Test
  void source_without_a_model_never_asks_for_the_vector() {
    LuceneSource source = lucene.inMemory(null);
    write(source, whole(document("one", "breaker")));
    AtomicInteger asked = new AtomicInteger();
    Uni<Vector> vector =
        Uni.createFrom()
            .item(
                () -> {
                  asked.incrementAndGet();
                  return new Vector(MODEL, new float[] {1, 0});
                });
    assertThat(search(source, question("breaker", null, vector)).degraded()).isNull();
    assertThat(asked).hasValue(0);
    assertThat(source.capabilities().model()).isNull();
    assertThat(source.capabilities().returnsVectors()).isFalse();
  }

  @Test
  void answer_waits_for_a_vector_that_is_on_its_way() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(source, whole(document("one", "breaker"), 1, 0));
    CompletableFuture<Vector> embedder = new CompletableFuture<>();
    Uni<Vector> vector = Uni.createFrom().completionStage(embedder);
    var answer =
        source
            .search(question("breaker", null, vector))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    // Two searches behind it on the same threads: the text of the first has been searched by then.
    find(source, "breaker");
    find(source, "breaker");
    answer.assertNotTerminated();
    embedder.complete(new Vector(MODEL, new float[] {1, 0}));
    Found found = answer.awaitItem(LONG).getItem();
    assertThat(found.passages().getFirst().rawScore()).isEqualTo(2 * ReciprocalRank.of(1, 60));
  }

  @Test
  void vectors_are_given_back_at_length_one_only_when_wanted() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(
        source,
        whole(document("a", "breaker"), 3, 4),
        whole(document("b", "breaker without vector")),
        whole(document("zero", "breaker with no direction"), 0, 0));
    List<Passage> found = search(source, question("breaker", 3, 4)).passages();
    assertThat(found.getFirst().vector()).isNotNull();
    assertThat(found.getFirst().vector().model()).isEqualTo(MODEL);
    assertThat(found.getFirst().vector().values()).containsExactly(0.6f, 0.8f);
    assertThat(found.stream().skip(1)).hasSize(2).allMatch(p -> p.vector() == null);

    var request = question("breaker", 3, 4);
    var unwanted =
        new dev.tributary.source.SearchRequest(
            request.question(), 10, null, request.deadline(), request.vector(), false);
    assertThat(search(source, unwanted).passages()).allMatch(p -> p.vector() == null);
  }

  @Test
  void question_of_another_dimension_is_refused_with_both_numbers() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(source, whole(document("one", "breaker"), 1, 0));
    assertThatThrownBy(() -> search(source, question("breaker", 1, 0, 0)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
              assertThat(e).hasMessageContaining("2 dimensions").hasMessageContaining("have 3");
            });
  }

  @Test
  void vectors_of_today_s_large_models_fit() {
    LuceneSource source = lucene.inMemory(MODEL);
    float[] large = new float[3_072];
    large[7] = 1;
    write(source, whole(document("one", "breaker"), large));
    assertThat(search(source, question("fuse", large)).passages().getFirst().vector().values())
        .isEqualTo(large);
  }

  @Test
  void document_with_several_chunks_has_passages_named_by_number() {
    LuceneSource source = lucene.inMemory(null);
    write(
        source,
        chunked(document("split doc", "…"), chunk("first breaker"), chunk("second limiter")),
        whole(document("whole", "breaker")));
    assertThat(search(source, question("limiter")).passages())
        .extracting(Passage::id)
        .containsExactly("contract:split%20doc#1");
    assertThat(search(source, question("breaker")).passages())
        .extracting(Passage::id)
        .containsExactlyInAnyOrder("contract:split%20doc#0", "contract:whole");
  }

  @Test
  void metadata_comes_back_of_the_types_it_had() {
    LuceneSource source = lucene.inMemory(null);
    Map<String, Object> metadata =
        Map.ofEntries(
            Map.entry("int", 7),
            Map.entry("long", 7L),
            Map.entry("float", 0.5f),
            Map.entry("double", 0.1),
            Map.entry("big", new BigInteger("123456789012345678901234567890")),
            Map.entry("decimal", new BigDecimal("0.10")),
            Map.entry("flag", true),
            Map.entry("text", "naïve 🌊"),
            Map.entry("list", List.of("a", 1, false)),
            Map.entry("empty", List.of()));
    write(source, whole(document("one", "breaker", metadata)), whole(document("two", "breaker")));
    List<Passage> found = search(source, question("breaker")).passages();
    assertThat(found.getFirst().metadata()).isEqualTo(metadata);
    assertThat(found.getLast().metadata()).isEmpty();
  }

  @Test
  void metadata_that_is_no_scalar_is_refused_and_nothing_is_written() {
    LuceneSource source = lucene.inMemory(null);
    assertThatThrownBy(
            () ->
                write(
                    source,
                    whole(document("good", "breaker")),
                    whole(document("bad", "breaker", Map.of("nested", Map.of("a", 1))))))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
              assertThat(e).hasMessageContaining("\"bad\"").hasMessageContaining("\"nested\"");
            });
    assertThat(find(source, "breaker")).isEmpty();
  }

  @Test
  void filter_holds_for_both_lists() {
    LuceneSource source = lucene.inMemory(MODEL);
    write(
        source,
        whole(document("en", "breaker", Map.of("lang", "en")), 1, 0),
        whole(document("pt", "breaker", Map.of("lang", "pt")), 1, 0));
    Filter pt = new Filter.Comparison(Filter.Operator.EQ, "lang", "pt");
    Uni<Vector> vector = Uni.createFrom().item(new Vector(MODEL, new float[] {1, 0}));
    assertThat(ids(search(source, question("breaker", pt, vector)))).containsExactly("pt");
    assertThat(ids(search(source, question("nothing", pt, vector)))).containsExactly("pt");
  }

  @Test
  void loading_is_said_until_it_is_done() {
    LuceneSource source = lucene.inMemory(null);
    assertThat(source.loading()).isNull();
    assertThat(search(source, question("breaker")).degraded()).isNull();
    source.loading(new LoadProgress(LoadProgress.State.RUNNING, 1, 1, 0, 0, null));
    assertThat(search(source, question("breaker")).degraded()).isEqualTo(Found.LOADING);
    source.loading(new LoadProgress(LoadProgress.State.DONE, 1, 1, 0, 0, null));
    assertThat(search(source, question("breaker")).degraded()).isNull();
  }

  @Test
  void long_question_keeps_its_rare_terms() {
    LuceneSource source = lucene.inMemory(null);
    write(
        source,
        whole(document("common", words("common", 300))),
        whole(document("rare", words("common", 300) + " needle")));
    assertThat(find(source, words("common", 300) + " " + words("absent", 300) + " needle"))
        .startsWith("rare")
        .hasSize(2);
  }

  @Test
  void to_string_names_its_target() {
    assertThat(lucene.inMemory(null)).hasToString("lucene \"contract\" (in memory)");
    assertThat(lucene.onDisk(Path.of("/srv/secret"), null))
        .hasToString("lucene \"contract\" (on disk)");
  }

  private static String words(String stem, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> stem + "x" + i)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }
}
