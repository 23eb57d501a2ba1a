package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.tributary.guard.BadConfiguration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
}
