package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Vector;
import org.junit.jupiter.api.Test;

class SourceProfileTest {
  private static final String MODEL = "m";

  private final SourceProfile profile = new SourceProfile(100);

  @Test
  void a_question_fits_as_well_as_the_three_nearest_passages() {
    profile.offer("a:1", vector(1, 0));
    profile.offer("a:2", vector(3, 4));
    profile.offer("a:3", vector(0, 2));
    profile.offer("a:4", vector(-1, 0));
    assertThat(profile.fit(vector(5, 0))).isEqualTo((1 + 0.6 + 0) / 3, within(1e-6));
  }

  @Test
  void a_source_that_also_holds_other_things_fits_no_worse() {
    for (int i = 0; i < 3; i++) {
      profile.offer("a:near" + i, vector(1, 0));
    }
    double before = profile.fit(vector(1, 0));
    for (int i = 0; i < 50; i++) {
      profile.offer("a:far" + i, vector(0, 1));
    }
    assertThat(profile.fit(vector(1, 0))).isEqualTo(before);
  }

  @Test
  void the_same_passage_counts_once() {
    profile.offer("a:1", vector(1, 0));
    profile.offer("a:1", vector(1, 0));
    assertThat(profile.sampled()).isEqualTo(1);
  }

  @Test
  void a_full_sample_holds_early_and_late_passages_alike() {
    SourceProfile small = new SourceProfile(50);
    for (int i = 0; i < 1_000; i++) {
      small.offer("a:" + i, vector(1, i));
    }
    assertThat(small.sampled()).isEqualTo(50);
    long late = 0;
    for (int i = 500; i < 1_000; i++) {
      late += small.has("a:" + i) ? 1 : 0;
    }
    assertThat(late).isBetween(15L, 35L);
  }

  @Test
  void a_vector_of_another_dimension_or_of_no_length_fits_nothing() {
    profile.offer("a:1", new Vector(MODEL, new float[] {1, 2, 3}));
    profile.offer("a:2", vector(0, 0));
    assertThat(profile.fit(vector(1, 0))).isEqualTo(-0.5);
    assertThat(new SourceProfile(10).fit(vector(1, 0))).isEqualTo(-1);
  }

  private static Vector vector(float x, float y) {
    return new Vector(MODEL, new float[] {x, y});
  }
}
