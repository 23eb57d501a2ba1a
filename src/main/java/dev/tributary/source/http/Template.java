package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text with places. A place is filled with a value escaped for where it stands, never with raw
 * text.
 *
 * @param literals what stands before, between and behind the places, one more than places
 * @param places the names of the places, in order; see {@link Values}
 */
record Template(List<String> literals, List<String> places) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

  /**
   * Reads a template.
   *
   * @param key where it stands in the configuration
   * @param allowed names of places; one with a dot at its end allows all that begin so
   * @throws BadConfiguration naming a placeholder that may not stand here
   */
  static Template of(String key, String text, Set<String> allowed) {
    List<String> literals = new ArrayList<>();
    List<String> places = new ArrayList<>();
    Matcher m = PLACEHOLDER.matcher(text);
    int from = 0;
    while (m.find()) {
      literals.add(text.substring(from, m.start()));
      String place = m.group(1);
      if (!allowed.contains(family(place))) {
        throw new BadConfiguration(key, m.group(), listed(allowed));
      }
      places.add(place);
      from = m.end();
    }
    literals.add(text.substring(from));
    return new Template(List.copyOf(literals), List.copyOf(places));
  }

  private static String family(String place) {
    int dot = place.indexOf('.');
    return dot < 0 ? place : place.substring(0, dot + 1);
  }

  /** A text without places. */
  static Template fixed(String text) {
    return new Template(List.of(text), List.of());
  }

  private static String listed(Set<String> allowed) {
    return allowed.isEmpty()
        ? "no placeholder"
        : allowed.stream()
            .sorted()
            .map(p -> p.endsWith(".") ? "{" + p + "<name>}" : "{" + p + "}")
            .collect(Collectors.joining(", "));
  }

  /** The same places between literals that are escaped, once for all. */
  Template escapeLiterals(UnaryOperator<String> escape) {
    return new Template(literals.stream().map(escape).toList(), places);
  }

  boolean isFixed() {
    return places.isEmpty();
  }

  /** Whether it is one place and nothing else. */
  boolean isBare() {
    return places.size() == 1 && literals.stream().allMatch(String::isEmpty);
  }

  /**
   * The text with its places filled; null when one of them has no value.
   *
   * @param escape for where the text stands
   */
  @Nullable String fill(Values values, UnaryOperator<String> escape) {
    if (places.isEmpty()) {
      return literals.getFirst();
    }
    StringBuilder text = new StringBuilder(literals.getFirst());
    for (int i = 0; i < places.size(); i++) {
      @Nullable Object value = values.of(places.get(i));
      if (value == null) {
        return null;
      }
      text.append(value instanceof Number ? value.toString() : escape.apply(value.toString()))
          .append(literals.get(i + 1));
    }
    return text.toString();
  }
}
