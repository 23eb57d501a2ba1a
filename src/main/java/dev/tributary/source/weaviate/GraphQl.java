package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query for the objects of one collection; what is a value is escaped, the rest is checked. */
final class GraphQl {
  private GraphQl() {}

  /**
   * @param arguments each as {@code name: value}; null for none
   * @param fields what is wanted of each object
   */
  static String get(String collection, List<@Nullable String> arguments, String fields) {
    String given = arguments.stream().filter(one -> one != null).collect(Collectors.joining(", "));
    return "{ Get { %s%s { %s } } }"
        .formatted(collection, given.isEmpty() ? "" : "(" + given + ")", fields);
  }

  /** A string: those of GraphQL are those of JSON. */
  static String text(String value) {
    return JsonNodeFactory.instance.textNode(value).toString();
  }

  static String texts(List<String> values) {
    return values.stream().map(GraphQl::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String vector(float[] values) {
    return Arrays.toString(values);
  }

  /** The field of an object's own vector. */
  static String ownVector(Optional<String> name) {
    return name.map(named -> "vectors { " + named + " }").orElse("vector");
  }

  static @Nullable String tenant(Optional<String> tenant) {
    return tenant.map(name -> "tenant: " + text(name)).orElse(null);
  }
}
