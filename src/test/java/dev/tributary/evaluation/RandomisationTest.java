package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RandomisationTest {
  private static double p(double... differences) {
    return Randomisation.p(differences, new double[differences.length]);
  }

  @Test
  void equal_scores_are_no_difference() {
    assertThat(p(0, 0, 0)).isEqualTo(1);
    assertThat(Randomisation.p(new double[] {.3}, new double[] {.3})).isEqualTo(1);
  }

  @Test
  void few_questions_are_swapped_in_every_way() {
    // All of one sign: of 2^n ways the one that was seen and its mirror.
    assertThat(p(.1, .2, .3)).isEqualTo(2.0 / 8);
    assertThat(p(.1, .1, .1, .1, .1)).isEqualTo(2.0 / 32);
    // |3 + 2 - 1| = 4 of sums 6, 4, 2, 0 and their mirrors.
    assertThat(p(3, 2, -1)).isEqualTo(4.0 / 8);
  }

  @Test
  void questions_that_both_answer_alike_change_nothing() {
    assertThat(p(.1, .2, .3, 0, 0, 0, 0)).isEqualTo(p(.1, .2, .3));
  }

  @Test
  void neither_side_is_preferred() {
    assertThat(p(.3, -.1, .2, .25)).isEqualTo(p(-.3, .1, -.2, -.25));
  }

  @Test
  void drawn_swaps_are_close_to_all_swaps_and_always_the_same() {
    double[] ofTwelve = {.31, -.12, .05, .22, .4, -.3, .11, .09, -.02, .17, .28, -.06};
    double exact = p(ofTwelve);
    // A thirteenth that hardly weighs: the test draws now.
    double[] ofThirteen =
        DoubleStream.concat(DoubleStream.of(ofTwelve), DoubleStream.of(1e-9)).toArray();

    assertThat(p(ofThirteen)).isEqualTo(exact, within(0.015)).isEqualTo(p(ofThirteen));
  }

  @Test
  void many_questions_that_all_agree_are_no_luck() {
    double[] hundred = new Random(7).doubles(100, 0.01, 0.2).toArray();

    assertThat(p(hundred)).isEqualTo(1.0 / (Randomisation.SAMPLES + 1));
  }

  @Test
  void luck_is_seldom_called_significant() {
    Random random = new Random(11);
    int significant = 0;
    for (int i = 0; i < 200; i++) {
      double[] noise = random.doubles(20, -1, 1).toArray();
      significant += p(noise) < 0.05 ? 1 : 0;
    }
    assertThat(significant).isBetween(1, 20);
  }
}
