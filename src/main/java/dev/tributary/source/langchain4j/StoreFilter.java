package dev.tributary.source.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A filter as LangChain4j's. Stores with a language of their own translate it by its classes; those
 * that try each segment call {@code test}, which is ours: theirs throws where types differ.
 */
final class StoreFilter {
  private StoreFilter() {}

  /**
   * @throws SourceException UNSUPPORTED for a range of strings: every database has an order of its
   *     own
   */
  static Filter of(dev.tributary.passage.Filter filter) {
    return switch (filter) {
      case Comparison c -> comparison(c);
      case Compound c ->
          c.filters().stream()
              .map(StoreFilter::of)
              .reduce(
                  switch (c.join()) {
                    case AND -> (one, other) -> one.and(other);
                    case OR -> (one, other) -> one.or(other);
                  })
              .orElseThrow();
    };
  }

  /** A segment's metadata as filters see it. */
  static Map<String, Object> plain(Metadata metadata) {
    Map<String, Object> plain = new HashMap<>(metadata.toMap());
    plain.replaceAll((_, value) -> value instanceof UUID id ? id.toString() : value);
    return plain;
  }

  private static Filter comparison(Comparison c) {
    return switch (c.operator()) {
      case EQ ->
          new IsEqualTo(c.key(), c.value()) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case NE ->
          new IsNotEqualTo(c.key(), c.value()) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case GT ->
          new IsGreaterThan(c.key(), number(c)) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case GTE ->
          new IsGreaterThanOrEqualTo(c.key(), number(c)) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case LT ->
          new IsLessThan(c.key(), number(c)) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case LTE ->
          new IsLessThanOrEqualTo(c.key(), number(c)) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case IN ->
          new IsIn(c.key(), (List<?>) c.value()) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
      case NIN ->
          new IsNotIn(c.key(), (List<?>) c.value()) {
            @Override
            public boolean test(Object segment) {
              return holds(c, segment);
            }
          };
    };
  }

  private static boolean holds(Comparison c, Object segment) {
    return segment instanceof Metadata metadata && c.matches(plain(metadata));
  }

  private static Comparable<?> number(Comparison c) {
    if (c.value() instanceof Number && c.value() instanceof Comparable<?> number) {
      return number;
    }
    throw new SourceException(
        ErrorKind.UNSUPPORTED,
        "%s compares numbers only here, not \"%s\"".formatted(c.operator().wireName(), c.value()));
  }
}
