package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What PostgreSQL itself cannot be asked; the rest is held by the contract, on a real one. */
class FilterSqlTest {
  private final Parameters parameters = new Parameters();

  @ParameterizedTest
  @EnumSource(Operator.class)
  void nothing_of_a_filter_is_a_part_of_the_text(Operator operator) {
    String sly = "'); DROP TABLE x; --";
    Object value = operator == Operator.IN || operator == Operator.NIN ? List.of(sly, "b") : sly;
    String sql = sql(new Filter.Comparison(operator, sly + ".b", value));
    assertThat(sql).doesNotContain("DROP").contains("$1");
    assertThat(parameters.values()).isNotEmpty();
  }

  @Test
  void what_no_text_of_postgresql_holds_equals_nothing() {
    assertThat(sql(new Filter.Comparison(Operator.EQ, "a", "\u0000"))).isEqualTo("FALSE");
    assertThat(sql(new Filter.Comparison(Operator.NE, "a", "\u0000"))).isEqualTo("TRUE");
    assertThat(sql(new Filter.Comparison(Operator.IN, "a\u0000", List.of(1)))).isEqualTo("FALSE");
    assertThat(sql(new Filter.Comparison(Operator.GT, "a\u0000", 1))).isEqualTo("FALSE");
    assertThat(sql(new Filter.Comparison(Operator.EQ, "a", new BigDecimal("1E+200000"))))
        .isEqualTo("FALSE");
    assertThat(parameters.values()).isEmpty();
  }

  @Test
  void bound_with_what_no_text_holds_compares_by_what_stands_before_it() {
    assertThat(sql(new Filter.Comparison(Operator.GTE, "a", "b\u0000c"))).contains("@ > $bound");
    assertThat(sql(new Filter.Comparison(Operator.LT, "a", "b\u0000c"))).contains("@ <= $bound");
    assertThat(parameters.values()).contains("{\"bound\":\"b\"}").doesNotContain("b\u0000c");
  }

  @Test
  void number_beyond_those_of_postgresql_is_not_compared() {
    Filter filter = new Filter.Comparison(Operator.LT, "a", new BigDecimal("1E-20000"));
    assertThatThrownBy(() -> sql(filter))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  void long_list_is_one_parameter() {
    List<Integer> many = IntStream.range(0, 1_000).boxed().toList();
    assertThat(sql(new Filter.Comparison(Operator.NIN, "a.b", many)))
        .isEqualTo("(metadata @> ANY ($1::text[]::jsonb[])) IS NOT TRUE");
    assertThat((String[]) parameters.values().getFirst())
        .hasSize(4_000)
        .startsWith("{\"a.b\":0}", "{\"a\":{\"b\":0}}", "{\"a.b\":[0]}", "{\"a\":{\"b\":[0]}}");
  }

  @Test
  void truth_is_neither_more_nor_less() {
    assertThat(sql(new Filter.Comparison(Operator.GTE, "a", true))).isEqualTo("FALSE");
  }

  private String sql(Filter filter) {
    return new FilterSql("metadata", parameters).of(filter);
  }
}
