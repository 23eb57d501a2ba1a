package dev.tributary.source.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Compound.Join;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusFilterTest {
  private static final MilvusCollection COLLECTION =
      new MilvusCollection(
          "key",
          "vector",
          64,
          Distance.COSINE,
          null,
          Map.of(
              "maybe",
              new MilvusField("maybe", "Int64", true),
              MilvusCollection.DYNAMIC,
              new MilvusField(MilvusCollection.DYNAMIC, "JSON", false)));

  /** A whole Milvus takes a key as it stands between its quotes; its Lite knows escapes too. */
  @Test
  void key_with_a_quote_stands_between_the_other_ones() {
    assertThat(json("a\"b")).isEqualTo("(metadata['a\"b'] > 1 or metadata['a\"b[]>'] > 1)");
    assertThat(json("a'b")).isEqualTo("(metadata[\"a'b\"] > 1 or metadata[\"a'b[]>\"] > 1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "a'\"b", "a][b", "a\nb", "a\rb"})
  void key_that_milvus_would_read_as_another_is_refused(String key) {
    assertThatThrownBy(() -> json(key))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining(key);
  }

  @Test
  void key_is_the_field_of_its_name_or_else_a_dynamic_one() {
    assertThat(flat("maybe")).isEqualTo("(maybe is null or maybe != 1)");
    assertThat(flat("other"))
        .isEqualTo(
            "((not exists $meta[\"other\"]) or not"
                + " ($meta[\"other\"] == 1 or json_contains_any($meta[\"other\"], [1])))");
  }

  /** A whole Milvus refuses an expression that joins a comparison and a constant. */
  @Test
  void what_is_true_of_all_records_or_of_none_is_not_said_beside_something_else() {
    Filter telling = new Comparison(Operator.EQ, "maybe", 1);
    Filter never = new Comparison(Operator.GT, "maybe", true);
    Filter always = new Comparison(Operator.NE, "maybe", "a text");
    assertThat(flat(new Compound(Join.OR, List.of(never, telling)))).isEqualTo("(maybe == 1)");
    assertThat(flat(new Compound(Join.AND, List.of(telling, always)))).isEqualTo("(maybe == 1)");
    assertThat(flat(new Compound(Join.AND, List.of(telling, never)))).isEqualTo("false");
    assertThat(flat(new Compound(Join.OR, List.of(telling, always)))).isEqualTo("true");
    assertThat(flat(new Comparison(Operator.IN, "maybe", List.of("a", 1, 0.5))))
        .isEqualTo("(maybe == 1)");
    assertThat(flat(new Comparison(Operator.NIN, "maybe", List.of("a", 0.5)))).isEqualTo("true");
  }

  private static String flat(String key) {
    return flat(new Comparison(Operator.NE, key, 1));
  }

  private static String flat(Filter filter) {
    StoreFields d = StoreFields.DEFAULTS;
    StoreFields flat =
        new StoreFields(d.id(), d.chunk(), d.title(), d.url(), d.text(), d.language(), "*");
    return new MilvusFilter(COLLECTION, flat).of(filter);
  }

  private static String json(String key) {
    return new MilvusFilter(COLLECTION, StoreFields.DEFAULTS)
        .of(new Comparison(Operator.GT, key, 1));
  }
}
