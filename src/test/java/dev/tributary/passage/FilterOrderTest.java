package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOrderTest {
  @ParameterizedTest
  @CsvSource({"a, b", "a, aa", "Z, a", "\uFF5E, \uD83C\uDF0A", "\uD83C\uDF0A, \uD83C\uDF0B"})
  void strings_are_ordered_by_code_point(String less, String more) {
    Filter filter = new Filter.Comparison(Filter.Operator.LT, "key", more);
    assertThat(filter.matches(Map.of("key", less))).isTrue();
    assertThat(filter.matches(Map.of("key", more))).isFalse();
    assertThat(new Filter.Comparison(Filter.Operator.LT, "key", less).matches(Map.of("key", more)))
        .isFalse();
  }
}
