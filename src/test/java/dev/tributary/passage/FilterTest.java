package dev.tributary.passage;

import static dev.tributary.passage.Filter.Operator.EQ;
import static dev.tributary.passage.Filter.Operator.GT;
import static dev.tributary.passage.Filter.Operator.IN;
import static dev.tributary.passage.Filter.Operator.NE;
import static dev.tributary.passage.Filter.Operator.NIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Compound.Join;
import dev.tributary.passage.Filter.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
  private static final Map<String, Object> METADATA =
      Map.of("lang", "pt", "year", 2024, "tags", List.of("a", "b"), "open", true);

  @ParameterizedTest
  @CsvSource({
    "EQ, 2024, true",
    "NE, 2024, false",
    "GT, 2023.5, true",
    "GT, 2024, false",
    "GTE, 2024, true",
    "LT, 2024, false",
    "LT, 2025, true",
    "LTE, 2024.0, true",
    "EQ, 2024.00, true"
  })
  void numbers_compare_by_value_whatever_their_type(
      Operator operator, BigDecimal value, boolean matches) {
    assertThat(new Comparison(operator, "year", value).matches(METADATA)).isEqualTo(matches);
    assertThat(new Comparison(operator, "year", value.doubleValue()).matches(METADATA))
        .isEqualTo(matches);
  }

  @Test
  void equality_with_a_list_means_that_it_contains() {
    assertThat(new Comparison(EQ, "tags", "b").matches(METADATA)).isTrue();
    assertThat(new Comparison(EQ, "tags", "c").matches(METADATA)).isFalse();
    assertThat(new Comparison(NE, "tags", "b").matches(METADATA)).isFalse();
    assertThat(new Comparison(IN, "tags", List.of("c", "a")).matches(METADATA)).isTrue();
    assertThat(new Comparison(NIN, "tags", List.of("c", "a")).matches(METADATA)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void a_missing_key_matches_only_what_is_negated(Operator operator) {
    Object value = operator == IN || operator == NIN ? List.of("x") : "x";
    assertThat(new Comparison(operator, "absent", value).matches(METADATA))
        .isEqualTo(operator == NE || operator == NIN);
  }

  @Test
  void values_of_different_types_never_compare() {
    assertThat(new Comparison(EQ, "year", "2024").matches(METADATA)).isFalse();
    assertThat(new Comparison(GT, "year", "2000").matches(METADATA)).isFalse();
    assertThat(new Comparison(GT, "lang", 1).matches(METADATA)).isFalse();
    assertThat(new Comparison(EQ, "open", "true").matches(METADATA)).isFalse();
    assertThat(new Comparison(EQ, "open", true).matches(METADATA)).isTrue();
  }

  @Test
  void a_number_that_is_none_compares_with_nothing() {
    Map<String, Object> metadata = Map.of("score", Double.NaN);
    assertThat(new Comparison(GT, "score", 1).matches(metadata)).isFalse();
    assertThat(new Comparison(EQ, "score", 1).matches(metadata)).isFalse();
    assertThatThrownBy(() -> new Comparison(EQ, "score", Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compounds_join_and_count() {
    Filter pt = new Comparison(EQ, "lang", "pt");
    Filter old = new Comparison(Operator.LT, "year", 2000);
    Filter both = new Compound(Join.AND, List.of(pt, old));
    Filter either = new Compound(Join.OR, List.of(pt, old, both));
    assertThat(both.matches(METADATA)).isFalse();
    assertThat(either.matches(METADATA)).isTrue();
    assertThat(either.comparisons()).isEqualTo(4);
    assertThat(either.depth()).isEqualTo(3);
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> new Comparison(EQ, " ", "x")).hasMessageContaining("key");
    assertThatThrownBy(() -> new Comparison(IN, "k", "x")).hasMessageContaining("list");
    assertThatThrownBy(() -> new Comparison(IN, "k", List.of())).hasMessageContaining("non-empty");
    assertThatThrownBy(() -> new Comparison(EQ, "k", List.of("x"))).hasMessageContaining("string");
    assertThatThrownBy(() -> new Compound(Join.AND, List.of()))
        .hasMessageContaining("at least one");
  }
}
