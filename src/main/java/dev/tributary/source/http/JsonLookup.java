package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.tributary.guard.BadConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath that was compiled once. Plain names, which is what nearly all are, are followed
 * through Jackson's tree directly: the library takes many times as long for them.
 */
sealed interface JsonLookup {
  /** What stands at the path; null when there is no such place. */
  @Nullable JsonNode find(JsonNode in);

  /**
   * Compiles a path.
   *
   * @param key where it stands in the configuration
   * @throws BadConfiguration when it is no JSONPath
   */
  static JsonLookup of(String key, String path) {
    if (path.equals(Nothing.WORD)) {
      return new Nothing();
    }
    List<String> several = alternatives(path);
    return several.size() > 1
        ? new FirstOf(several.stream().map(one -> of(key, one)).toList())
        : single(key, path);
  }

  /** The paths that stand beside each other: {@code $.a | $.b}. */
  static List<String> alternatives(String path) {
    return List.of(path.split(" \\| ", -1));
  }

  private static JsonLookup single(String key, String path) {
    if (path.contains("{$")) {
      return Composed.of(key, path);
    }
    Matcher plain = Names.FORM.matcher(path);
    if (plain.matches()) {
      String names = plain.group(1);
      return new Names(
          path,
          names.isEmpty() ? List.of() : List.of(names.substring(1).split("\\.")),
          plain.group(2) != null);
    }
    try {
      // The library forgives an open bracket at the end.
      if (!path.endsWith("[")) {
        return new Compiled(path, JsonPath.compile(path));
      }
    } catch (InvalidPathException | IllegalArgumentException _) {
      // Said below.
    }
    throw new BadConfiguration(
        key, "\"" + path + "\"", "a JSONPath such as $.hits[*] or $.document.title");
  }

  /**
   * {@code $.a.b} or {@code $.a.b[*]}.
   *
   * @param each whether the items of an array are meant, which must then be one
   */
  record Names(String path, List<String> names, boolean each) implements JsonLookup {
    private static final Pattern FORM =
        Pattern.compile("\\$((?:\\.[A-Za-z_@#][A-Za-z0-9_:-]*)*)(\\[\\*])?");

    @Override
    public @Nullable JsonNode find(JsonNode in) {
      @Nullable JsonNode node = in;
      for (int i = 0; i < names.size() && node != null; i++) {
        node = node.get(names.get(i));
      }
      return node == null || !each || node.isArray() || node.isNull() ? node : null;
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /** Any other path. */
  record Compiled(String path, JsonPath compiled) implements JsonLookup {
    private static final Configuration TREE =
        Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(JsonBody.MAPPER))
            .mappingProvider(new JacksonMappingProvider(JsonBody.MAPPER))
            .build();

    @Override
    public @Nullable JsonNode find(JsonNode in) {
      try {
        if (!(compiled.<Object>read(in, TREE) instanceof JsonNode found)) {
          return null;
        }
        // A search through all levels cannot tell an empty list from none at all.
        return found.isEmpty() && path.contains("..") ? null : found;
      } catch (JsonPathException _) {
        return null;
      }
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /** Several places, of which the first counts that has something. */
  record FirstOf(List<JsonLookup> lookups) implements JsonLookup {
    @Override
    public @Nullable JsonNode find(JsonNode in) {
      @Nullable JsonNode last = null;
      for (JsonLookup lookup : lookups) {
        @Nullable JsonNode found = lookup.find(in);
        if (found != null && !isBlank(found)) {
          return found;
        }
        last = found == null ? last : found;
      }
      return last;
    }

    private static boolean isBlank(JsonNode node) {
      return node.isNull() || (node.isContainerNode() ? node.isEmpty() : node.asText().isBlank());
    }

    @Override
    public String toString() {
      return lookups.stream().map(JsonLookup::toString).collect(Collectors.joining(" | "));
    }
  }

  /** A text put together from what stands at several places; nothing when one has nothing. */
  record Composed(String text, List<String> literals, List<JsonLookup> parts)
      implements JsonLookup {
    private static final Pattern PART = Pattern.compile("\\{(\\$[^{}]*)}");

    static Composed of(String key, String text) {
      List<String> literals = new ArrayList<>();
      List<JsonLookup> parts = new ArrayList<>();
      Matcher part = PART.matcher(text);
      int from = 0;
      while (part.find()) {
        literals.add(text.substring(from, part.start()));
        parts.add(JsonLookup.of(key, part.group(1)));
        from = part.end();
      }
      literals.add(text.substring(from));
      return new Composed(text, List.copyOf(literals), List.copyOf(parts));
    }

    @Override
    public @Nullable JsonNode find(JsonNode in) {
      StringBuilder composed = new StringBuilder(literals.getFirst());
      for (int i = 0; i < parts.size(); i++) {
        @Nullable String part = HitFields.string(parts.get(i).find(in));
        if (part == null || part.isBlank()) {
          return null;
        }
        composed.append(part).append(literals.get(i + 1));
      }
      return TextNode.valueOf(composed.toString());
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What is not to be read. */
  record Nothing() implements JsonLookup {
    static final String WORD = "none";

    @Override
    public @Nullable JsonNode find(JsonNode in) {
      return null;
    }

    @Override
    public String toString() {
      return WORD;
    }
  }
}
