package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tributary.passage.Filter;
import java.util.List;

/** A filter as a query; what one comparison is depends on how the index holds metadata. */
sealed interface FilterQuery permits TermsFilter, FieldsFilter {
  /** What has this value under a key, or among those of a list. */
  JsonNode equal(String key, Object value);

  /** What has one of these values. */
  JsonNode in(String key, List<?> values);

  /** What is more or less than a value of the same type. */
  JsonNode range(String key, Filter.Operator operator, Object value);

  /** The query of a whole filter. */
  default JsonNode of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c -> {
        ArrayNode parts = Queries.array();
        c.filters().forEach(one -> parts.add(of(one)));
        yield switch (c.join()) {
          case AND -> Queries.bool("filter", parts);
          case OR -> Queries.bool("should", parts);
        };
      }
    };
  }

  private JsonNode comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> equal(c.key(), c.value());
      case NE -> Queries.not(equal(c.key(), c.value()));
      case IN -> in(c.key(), (List<?>) c.value());
      case NIN -> Queries.not(in(c.key(), (List<?>) c.value()));
      case GT, GTE, LT, LTE -> range(c.key(), c.operator(), c.value());
    };
  }
}
