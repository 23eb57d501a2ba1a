package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stores measure, as scores of one convention. */
class ScoresTest {
  private static final Vector VECTOR = new Vector("m", new float[] {1, 0, 0});

  @Test
  void cosine_is_the_similarity_between_its_bounds() {
    assertThat(Distance.COSINE.signal()).isEqualTo(Signal.COSINE);
    assertThat(Distance.COSINE.score(0.25)).isEqualTo(0.75);
    assertThat(Distance.COSINE.score(2.0000001)).isEqualTo(-1);
    assertThat(Distance.COSINE.score(-0.0000001)).isEqualTo(1);
  }

  @Test
  void inner_product_and_length_are_scores_of_their_own_scale() {
    assertThat(Distance.DOT.signal()).isEqualTo(Signal.SCORE);
    assertThat(Distance.DOT.score(-3.5)).isEqualTo(3.5);
    assertThat(Distance.EUCLIDEAN.signal()).isEqualTo(Signal.SCORE);
    assertThat(Distance.EUCLIDEAN.score(0)).isEqualTo(1);
    assertThat(Distance.EUCLIDEAN.score(3)).isEqualTo(0.25);
  }

  @Test
  void lists_are_fused_by_rank_and_equals_ordered_by_id() {
    List<Passage> words = List.of(passage("a", null), passage("b", null), passage("c", null));
    List<Passage> near = List.of(passage("b", VECTOR), passage("d", VECTOR));
    List<Passage> fused = FusedLists.of(List.of(words, near), 3);
    assertThat(fused).extracting(Passage::id).containsExactly("s:b", "s:a", "s:d");
    assertThat(fused.getFirst().rawScore())
        .isEqualTo(ReciprocalRank.of(2, 60) + ReciprocalRank.of(1, 60));
    assertThat(fused.getFirst().signal()).isEqualTo(Signal.SCORE);
    assertThat(fused.getFirst().vector()).isEqualTo(VECTOR);
    assertThat(FusedLists.of(List.of(near, words), 3)).isEqualTo(fused);
  }

  @Test
  void dimensions_are_learned_from_the_first_vector_unless_configured() {
    Dimensions learned = new Dimensions(OptionalInt.empty());
    learned.require("collection \"c\"", 768);
    assertThat(learned.known()).isEmpty();
    learned.saw(VECTOR);
    assertThat(learned.known()).hasValue(3);
    assertThatThrownBy(() -> learned.require("collection \"c\"", 768))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContainingAll("collection \"c\"", "768", "3");

    Dimensions configured = new Dimensions(OptionalInt.of(768));
    configured.saw(VECTOR);
    assertThat(configured.known()).hasValue(768);
  }

  private static Passage passage(String id, @Nullable Vector vector) {
    return new Passage(
        PassageId.of("s", id), "s", null, null, id, null, Map.of(), Signal.BM25, 1.0, vector);
  }
}
