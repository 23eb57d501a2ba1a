package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the places are filled with that never change while the server runs.
 *
 * @param values by place: {@code key}, {@code lang}, {@code with.<name>}
 */
record FixedValues(Map<String, String> values) {
  private static final Pattern IN_URL = Pattern.compile("\\{(lang|with\\.[A-Za-z0-9_.-]+)}");

  /** Those of one API. */
  static FixedValues of(HttpConfig.Api api) {
    Map<String, String> values = new HashMap<>();
    api.key().ifPresent(key -> values.put(Values.KEY, key.strip()));
    api.language().ifPresent(language -> values.put(Values.LANGUAGE, language));
    api.with().forEach((name, value) -> values.put(Values.WITH + name, value));
    return new FixedValues(Map.copyOf(values));
  }

  /** The template with these places filled; one without a value stays a place without a value. */
  Template in(Template template) {
    List<String> literals = new ArrayList<>();
    List<String> places = new ArrayList<>();
    literals.add(template.literals().getFirst());
    for (int i = 0; i < template.places().size(); i++) {
      @Nullable String value = values.get(template.places().get(i));
      String next = template.literals().get(i + 1);
      if (value == null) {
        places.add(template.places().get(i));
        literals.add(next);
      } else {
        literals.add(literals.removeLast() + value + next);
      }
    }
    return new Template(List.copyOf(literals), List.copyOf(places));
  }

  /**
   * A URL with these places filled, encoded; they may stand in its host too.
   *
   * @param keys of the source in the configuration
   * @throws BadConfiguration when one has no value: a URL has nothing to leave out
   */
  String inUrl(String keys, String url) {
    Matcher place = IN_URL.matcher(url);
    return place.replaceAll(m -> Matcher.quoteReplacement(encoded(valueAt(keys, m.group(1)))));
  }

  /** What the operator wrote may be several steps of a path, or the name of a user. */
  private static String encoded(String value) {
    return RequestTemplate.encode(value).replace("%2F", "/").replace("%40", "@");
  }

  private String valueAt(String keys, String place) {
    return Optional.ofNullable(values.get(place))
        .orElseThrow(
            () ->
                new BadConfiguration(
                    keys
                        + (place.equals(Values.LANGUAGE)
                            ? ".language"
                            : ".with.\"" + place.substring(Values.WITH.length()) + '"'),
                    "missing",
                    "a value, since the URL has {" + place + "}"));
  }

  /** Names no value. */
  @Override
  public String toString() {
    return "FixedValues" + values.keySet();
  }
}
