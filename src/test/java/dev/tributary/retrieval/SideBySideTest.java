package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.tributary.fanout.SourceOutcome;
import dev.tributary.passage.Passage;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Source;
import dev.tributary.source.langchain4j.Bridged;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Collections that were embedded by different models answer one question in one request. */
class SideBySideTest extends RetrieverFixture {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Source english = source("english", "small", 3);
  private final Source portuguese = source("portuguese", "large", 5);

  /** It says that it was filled by the large model, and was by the small one. */
  private final Source mistaken = source("mistaken", "large", 3);

  SideBySideTest() {
    models.put("small", new FixedModel("small", _ -> vector(3)));
    models.put("large", new FixedModel("large", _ -> vector(5)));
  }

  @Test
  void each_collection_is_asked_in_the_space_of_its_own_model() {
    Retrieval answer = answer(english, portuguese);
    assertThat(statuses(answer)).containsExactly("english ok", "portuguese ok");
    assertThat(answer.ranked().passages())
        .extracting(ranked -> ranked.passage().id())
        .containsExactlyInAnyOrder("english:1", "portuguese:1");
    assertThat(answer.ranked().passages())
        .extracting(ranked -> ranked.passage())
        .allSatisfy(SideBySideTest::isIdentical);
    assertThat(answer.coverage().complete()).isTrue();
    assertThat(answer.steps())
        .filteredOn(step -> step.name().equals("embedding"))
        .extracting(Step::detail)
        .contains("small", "large");
  }

  @Test
  void collection_of_another_dimension_says_so_while_the_others_answer() {
    Retrieval answer = answer(english, mistaken, portuguese);
    assertThat(statuses(answer))
        .containsExactlyInAnyOrder("english ok", "mistaken error", "portuguese ok");
    assertThat(answer.ranked().passages()).hasSize(2);
    assertThat(answer.coverage().complete()).isFalse();
    assertThat(answer.sources())
        .filteredOn(report -> report.source().equals("mistaken"))
        .singleElement()
        .extracting(report -> report.outcome())
        .isInstanceOfSatisfying(
            SourceOutcome.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorKind.BAD_REQUEST);
              assertThat(failed.error()).hasMessageContainingAll("3", "5");
            });
  }

  private Retrieval answer(Source... sources) {
    return ask(retriever(sources), request(new SourceChoice[0])).awaitItem(LONG).getItem();
  }

  private static void isIdentical(Passage passage) {
    assertThat(passage.rawScore()).isEqualTo(1);
  }

  /** One passage whose vector is that of every question. */
  private static Source source(String name, String model, int dimensions) {
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    store.addAll(
        List.of("1"),
        List.of(Embedding.from(vector(dimensions))),
        List.of(TextSegment.from("text of " + name)));
    return Bridged.store(name, () -> store, name + ".model=" + model);
  }

  private static float[] vector(int dimensions) {
    float[] values = new float[dimensions];
    values[0] = 1;
    return values;
  }
}
