package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorTest {
  private static final Vector EAST = of(1, 0);

  @Test
  void cosine_is_of_the_angle_alone() {
    assertThat(EAST.cosine(of(5, 0))).isEqualTo(1);
    assertThat(EAST.cosine(of(0, 3))).isEqualTo(0);
    assertThat(EAST.cosine(of(-2, 0))).isEqualTo(-1);
    assertThat(of(1, 1).cosine(of(1, 0))).isEqualTo(Math.sqrt(0.5), within(1e-7));
  }

  @Test
  void a_vector_without_length_has_cosine_zero() {
    assertThat(EAST.cosine(of(0, 0))).isZero();
  }

  @Test
  void vectors_of_different_spaces_are_never_compared() {
    assertThatThrownBy(() -> EAST.cosine(new Vector("other", new float[] {1, 0})))
        .hasMessageContaining("other");
    assertThatThrownBy(() -> EAST.cosine(of(1, 0, 0))).hasMessageContaining("3 dimensions");
    assertThatThrownBy(() -> of()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equality_is_by_value_and_the_text_form_holds_no_coordinates() {
    assertThat(of(1, 2)).isEqualTo(of(1, 2)).hasSameHashCodeAs(of(1, 2)).isNotEqualTo(of(2, 1));
    assertThat(of(1, 2)).hasToString("Vector(m, 2 dimensions)");
  }

  private static Vector of(float... values) {
    return new Vector("m", values);
  }
}
