package dev.tributary.evaluation;

import static dev.tributary.evaluation.Found.passages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Signal;
import dev.tributary.ranking.Contribution;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.RankedPassage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final List<String> SOURCES = List.of("good", "bad");

  private static RankedPassage ranked(String id, double part) {
    Contribution own = new Contribution(source(id), 1, null, Signal.RANK, 1, part);
    return new RankedPassage(Found.passage(id), part, List.of(source(id)), List.of(own));
  }

  private static String source(String id) {
    return id.substring(0, id.indexOf(':'));
  }

  /** The bad source's passage is a little ahead of the good one's. */
  private static Weighable question() {
    Judge judge =
        new Judge(
            Map.of("good:1", 1), Map.of("good", passages("good:1"), "bad", passages("bad:1")));
    return Weighable.of(
        FusionMethod.RRF, List.of(ranked("bad:1", 0.5), ranked("good:1", 0.3)), SOURCES, judge, 1);
  }

  @Test
  void weight_that_brings_the_answer_up_is_found() {
    Weighable question = question();

    double[] weights = new Tuning(new double[] {1, 1}, () -> false).best(List.of(question));

    assertThat(question.ndcg(new double[] {1, 1})).isLessThan(1);
    assertThat(question.ndcg(weights)).isEqualTo(1);
    assertThat(weights).containsExactly(2, 1);
  }

  @Test
  void weights_stay_as_they_are_when_none_is_better() {
    double[] start = {2, 1};

    assertThat(new Tuning(start, () -> false).best(List.of(question()))).containsExactly(2, 1);
    assertThat(start).containsExactly(2, 1);
  }

  @Test
  void source_of_weight_0_stays_last() {
    assertThat(new Tuning(new double[] {0, 1}, () -> false).best(List.of(question())))
        .containsExactly(0, 1);
  }

  @Test
  void search_that_nobody_waits_for_ends() {
    Tuning tuning = new Tuning(new double[] {1, 1}, () -> true);

    assertThatThrownBy(() -> tuning.best(List.of(question())))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void folds_are_of_equal_size_and_always_the_same() {
    List<Integer> folds = Tuning.folds(20, 5);

    for (int fold = 0; fold < 5; fold++) {
      assertThat(Collections.frequency(folds, fold)).isEqualTo(4);
    }
    assertThat(folds).isEqualTo(Tuning.folds(20, 5)).isNotEqualTo(Tuning.folds(20, 5).reversed());
  }
}
