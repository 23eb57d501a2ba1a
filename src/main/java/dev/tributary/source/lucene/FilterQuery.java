package dev.tributary.source.lucene;

import dev.tributary.passage.Filter;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;

/** A filter as a Lucene query that matches what {@link Filter#matches} does. */
final class FilterQuery {
  private FilterQuery() {}

  static Query of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c -> {
        Occur occur =
            switch (c.join()) {
              case AND -> Occur.FILTER;
              case OR -> Occur.SHOULD;
            };
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        c.filters().forEach(one -> joined.add(of(one), occur));
        yield joined.build();
      }
    };
  }

  private static Query comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> equal(c.key(), c.value());
      case NE -> not(equal(c.key(), c.value()));
      case IN -> in(c.key(), (List<?>) c.value());
      case NIN -> not(in(c.key(), (List<?>) c.value()));
      case GT -> range(c.key(), c.value(), true, false);
      case GTE -> range(c.key(), c.value(), true, true);
      case LT -> range(c.key(), c.value(), false, false);
      case LTE -> range(c.key(), c.value(), false, true);
    };
  }

  private static Query equal(String key, Object value) {
    return hasPlace(value)
        ? new TermQuery(new Term(PassageFields.FILTER, MetadataTerms.of(key, value)))
        : new MatchNoDocsQuery("no value is equal to " + value);
  }

  private static Query in(String key, List<?> values) {
    List<BytesRef> terms =
        values.stream()
            .filter(FilterQuery::hasPlace)
            .map(value -> MetadataTerms.of(key, value))
            .toList();
    return new TermInSetQuery(PassageFields.FILTER, terms);
  }

  private static Query range(String key, Object value, boolean more, boolean inclusive) {
    if (value instanceof Boolean || !hasPlace(value)) {
      return new MatchNoDocsQuery("neither more nor less than " + value);
    }
    BytesRef bound = MetadataTerms.of(key, value);
    return more
        ? new TermRangeQuery(
            PassageFields.FILTER, bound, MetadataTerms.behind(key, value), inclusive, false)
        : new TermRangeQuery(
            PassageFields.FILTER, MetadataTerms.first(key, value), bound, true, inclusive);
  }

  private static Query not(Query query) {
    return new BooleanQuery.Builder()
        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
        .add(query, Occur.MUST_NOT)
        .build();
  }

  private static boolean hasPlace(Object value) {
    return !(value instanceof Number n) || MetadataTerms.isOrdered(n);
  }
}
