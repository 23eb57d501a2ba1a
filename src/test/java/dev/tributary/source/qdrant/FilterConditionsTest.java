package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.tributary.passage.Filter;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filter becomes on the wire; that it finds the same is the contract's to test. */
class FilterConditionsTest {
  private static final StoreFields FLAT =
      new StoreFields("id", "chunk", "title", "url", "text", "language", StoreFields.ALL_OTHERS);

  @Test
  void metadata_is_looked_for_in_its_object_or_beside_the_other_fields() {
    Filter filter = comparison(Filter.Operator.EQ, "lang", "pt");
    assertThat(condition(filter)).isEqualTo(ConditionFactory.matchKeyword("metadata.lang", "pt"));
    assertThat(FilterConditions.of(filter, FLAT).getMust(0))
        .isEqualTo(ConditionFactory.matchKeyword("lang", "pt"));
  }

  @Test
  void key_with_dots_may_be_one_name_or_nested() {
    assertThat(condition(comparison(Filter.Operator.EQ, "a.b c", true)))
        .isEqualTo(
            any(
                ConditionFactory.match("metadata.\"a.b c\"", true),
                ConditionFactory.match("metadata.a.\"b c\"", true)));
  }

  @Test
  void number_is_equal_by_value_and_a_large_whole_one_by_its_digits() {
    assertThat(condition(comparison(Filter.Operator.EQ, "n", 2)))
        .isEqualTo(
            ConditionFactory.range("metadata.n", Range.newBuilder().setGte(2).setLte(2).build()));
    long large = (1L << 53) + 1;
    assertThat(condition(comparison(Filter.Operator.EQ, "n", large)))
        .isEqualTo(ConditionFactory.match("metadata.n", large));
  }

  @ParameterizedTest
  @EnumSource(
      value = Filter.Operator.class,
      names = {"EQ", "GT", "GTE", "LT", "LTE"})
  void broken_number_is_asked_for_so_that_cutting_it_to_a_whole_one_changes_nothing(
      Filter.Operator operator) {
    for (double bound : new double[] {0.5, 2.5, 2, 0, -2, -0.5, -2.5, Math.nextUp(2.0)}) {
      Filter filter = comparison(operator, "n", bound);
      Range range = condition(filter).getField().getRange();
      for (int number = -5; number <= 5; number++) {
        assertThat(isInCut(range, number))
            .as("%s in %s", number, filter)
            .isEqualTo(filter.matches(Map.of("n", number)));
      }
      for (double number :
          new double[] {bound, Math.nextUp(bound), Math.nextDown(bound), -bound, bound + 0.25}) {
        assertThat(isIn(range, number))
            .as("%s in %s", number, filter)
            .isEqualTo(filter.matches(Map.of("n", number)));
      }
    }
  }

  /** As an index of integers has it: the bounds become whole numbers. */
  private static boolean isInCut(Range range, long number) {
    return (!range.hasGt() || number > (long) range.getGt())
        && (!range.hasGte() || number >= (long) range.getGte())
        && (!range.hasLt() || number < (long) range.getLt())
        && (!range.hasLte() || number <= (long) range.getLte());
  }

  private static boolean isIn(Range range, double number) {
    return (!range.hasGt() || number > range.getGt())
        && (!range.hasGte() || number >= range.getGte())
        && (!range.hasLt() || number < range.getLt())
        && (!range.hasLte() || number <= range.getLte());
  }

  @Test
  void what_is_not_equal_may_be_missing() {
    assertThat(condition(comparison(Filter.Operator.NIN, "a", List.of("x", "y"))))
        .isEqualTo(
            ConditionFactory.filter(
                Common.Filter.newBuilder()
                    .addMustNot(ConditionFactory.matchKeywords("metadata.a", List.of("x", "y")))
                    .build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31T02:00:00+02:00"})
  void dates_are_compared_as_moments(String date) {
    assertThat(condition(comparison(Filter.Operator.GTE, "at", date)))
        .isEqualTo(
            ConditionFactory.datetimeRange(
                "metadata.at",
                DatetimeRange.newBuilder()
                    .setGte(Timestamp.newBuilder().setSeconds(1_769_817_600))
                    .build()));
  }

  @Test
  void what_qdrant_cannot_tell_is_refused_with_key_and_value() {
    refused(comparison(Filter.Operator.GT, "name", "Ana"), "name", "\"Ana\"", "2026-01-31");
    refused(comparison(Filter.Operator.LT, "n", 1L << 53), "n", "9007199254740992");
    refused(comparison(Filter.Operator.LT, "n", new BigDecimal("0.1234567890123456789")), "n");
    refused(comparison(Filter.Operator.EQ, "a\"b", 1), "a\"b");
    refused(
        new Filter.Compound(
            Filter.Compound.Join.OR,
            List.of(
                comparison(Filter.Operator.EQ, "a", 1), comparison(Filter.Operator.LTE, "b", "x"))),
        "\"b\"");
  }

  private static Filter comparison(Filter.Operator operator, String key, Object value) {
    return new Filter.Comparison(operator, key, value);
  }

  private static Condition condition(Filter filter) {
    return FilterConditions.of(filter, StoreFields.DEFAULTS).getMust(0);
  }

  private static Condition any(Condition... conditions) {
    return ConditionFactory.filter(
        Common.Filter.newBuilder().addAllShould(List.of(conditions)).build());
  }

  private static void refused(Filter filter, String... said) {
    assertThatThrownBy(() -> FilterConditions.of(filter, StoreFields.DEFAULTS))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .message()
        .contains(said);
  }
}
