package dev.tributary.api;

import dev.tributary.retrieval.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which of the chosen sources are asked. */
final class RouteReader {
  private static final List<String> FIELDS = List.of("tags", "by_language", "max_sources");
  private static final int MAX_TAGS = 100;

  private RouteReader() {}

  /** The route in a request's field; null when it has none, or one with errors. */
  static @Nullable Route read(Fields request, FieldErrors errors, int maxSources) {
    Fields.Item item = request.item("route");
    Fields route = item == null ? null : Fields.of(item, FIELDS, errors);
    if (route == null) {
      return null;
    }
    Set<String> tags = new HashSet<>();
    for (Fields.Item tag : route.items("tags", 1, MAX_TAGS)) {
      String word = route.string(tag, "a tag");
      if (word != null && !tags.add(word)) {
        errors.invalid(tag.pointer(), "this tag is named twice", word);
      }
    }
    Route read =
        new Route(tags, route.flag("by_language"), route.integer("max_sources", 1, maxSources));
    if (read.equals(Route.NONE) && errors.isEmpty()) {
      errors.invalid(
          item.pointer(),
          "a route has at least one of its fields",
          item.value().toString(),
          FIELDS);
      return null;
    }
    return read;
  }
}
