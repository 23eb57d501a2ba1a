package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Filter;
import java.util.List;

/**
 * A filter over the {@link FilterTerms} of an index that this server made: it finds what {@link
 * Filter#matches} does.
 */
final class TermsFilter implements FilterQuery {
  /** The field of the terms. */
  static final String FIELD = "filter_terms";

  @Override
  public JsonNode equal(String key, Object value) {
    return FilterTerms.hasPlace(value)
        ? Queries.term(FIELD, FilterTerms.of(key, value))
        : Queries.nothing();
  }

  @Override
  public JsonNode in(String key, List<?> values) {
    ArrayNode terms = Queries.array();
    for (Object value : values) {
      if (FilterTerms.hasPlace(value)) {
        terms.add(FilterTerms.of(key, value));
      }
    }
    return Queries.terms(FIELD, terms);
  }

  @Override
  public JsonNode range(String key, Filter.Operator operator, Object value) {
    if (value instanceof Boolean || !FilterTerms.hasPlace(value)) {
      return Queries.nothing();
    }
    ObjectNode bounds = Queries.object();
    bounds.put(operator.wireName(), FilterTerms.of(key, value));
    switch (operator) {
      case GT, GTE -> bounds.put("lt", FilterTerms.behind(key, value));
      case LT, LTE -> bounds.put("gte", FilterTerms.first(key, value));
      case EQ, NE, IN, NIN -> throw new IllegalArgumentException(operator + " is no range");
    }
    return Queries.range(FIELD, bounds);
  }
}
