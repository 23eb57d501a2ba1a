package dev.tributary.source.http;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SourceException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a filter a request has places for: all of it, or that single keys equal something.
 *
 * @param whole whether the request takes the filter as it is
 * @param keys that may be compared for equality
 */
record FilterPlaces(boolean whole, Set<String> keys) {
  /** The filter places among the places of a request. */
  static FilterPlaces among(Set<String> places) {
    Set<String> keys = new TreeSet<>();
    for (String place : places) {
      if (place.startsWith(Values.FILTER_KEY)) {
        keys.add(place.substring(Values.FILTER_KEY.length()));
      }
    }
    return new FilterPlaces(places.contains(Values.FILTER), keys);
  }

  Set<Operator> operators() {
    if (whole) {
      return EnumSet.allOf(Operator.class);
    }
    return keys.isEmpty() ? Set.of() : EnumSet.of(Operator.EQ);
  }

  /**
   * What each key must equal; empty when there is no filter, or it is sent as it is.
   *
   * @throws SourceException UNSUPPORTED when there is no place for all that the filter says
   */
  Map<String, Object> equalities(@Nullable Filter filter) {
    Map<String, Object> equal = new HashMap<>();
    if (filter != null && !whole) {
      collect(filter, equal);
    }
    return equal;
  }

  /**
   * What was found, without the hits whose metadata say themselves that they do not match: some
   * APIs take a filter for a hint. Nothing is wrong with those hits, so they count as nothing.
   */
  static Found matching(Map<String, Object> equal, Found found) {
    return new Found(
        found.passages().stream().filter(p -> matches(equal, p.metadata())).toList(),
        found.dropped(),
        found.degraded());
  }

  private static boolean matches(Map<String, Object> equal, Map<String, Object> metadata) {
    return equal.entrySet().stream()
        .filter(e -> metadata.containsKey(e.getKey()))
        .allMatch(
            e -> new Filter.Comparison(Operator.EQ, e.getKey(), e.getValue()).matches(metadata));
  }

  private void collect(Filter filter, Map<String, Object> equal) {
    switch (filter) {
      case Filter.Comparison c
          when c.operator() == Operator.EQ
              && keys.contains(c.key())
              && c.value().equals(equal.getOrDefault(c.key(), c.value())) ->
          equal.put(c.key(), c.value());
      case Filter.Compound c when c.join() == Filter.Compound.Join.AND ->
          c.filters().forEach(f -> collect(f, equal));
      case Filter other ->
          throw new SourceException(
              ErrorKind.UNSUPPORTED,
              keys.isEmpty()
                  ? "this API source takes no filter"
                  : "this API source takes eq on %s, and of several, and"
                      .formatted(String.join(", ", keys)));
    }
  }
}
