package dev.tributary.source.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The presets that come with this server; each is read when a source first names it. */
final class Presets {
  private static final String FOLDER = "/presets/";

  /** A class path has no folders that could be listed. */
  private static final String NAMES = "names.txt";

  private static final Map<String, Preset> READ = new ConcurrentHashMap<>();

  private Presets() {}

  /** All names, in alphabetical order. */
  static List<String> names() {
    try (InputStream names = Presets.class.getResourceAsStream(FOLDER + NAMES)) {
      if (names == null) {
        throw new IllegalStateException("the presets are part of this server");
      }
      return new String(names.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The preset of a name, if there is one. */
  static Optional<Preset> find(String name) {
    return names().contains(name)
        ? Optional.of(READ.computeIfAbsent(name, Presets::read))
        : Optional.empty();
  }

  private static Preset read(String name) {
    try (InputStream file = Presets.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      return Preset.of(name, new ObjectMapper(new YAMLFactory()).readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Requires that a preset exists and has all it needs.
   *
   * @param keys of the source in the configuration
   * @throws BadConfiguration naming what is missing
   */
  static void require(String keys, String name, HttpConfig.Api api) {
    Preset preset =
        find(name)
            .orElseThrow(
                () ->
                    new BadConfiguration(
                        keys + ".preset",
                        '"' + name + '"',
                        Nearest.to(name, names()).map(n -> n + "? All: ").orElse("")
                            + String.join(", ", names())));
    preset
        .needs()
        .forEach(
            (need, what) -> {
              if (!has(api, need)) {
                throw new BadConfiguration(keys + "." + need, "missing", what);
              }
            });
  }

  private static boolean has(HttpConfig.Api api, String need) {
    return switch (need) {
      case "url" -> api.url().isPresent();
      case "key" -> api.key().isPresent();
      case "user" -> api.user().isPresent();
      case "password" -> api.password().isPresent();
      case "user-agent" -> !api.userAgent().equals(HttpConfig.USER_AGENT);
      case String with when with.startsWith(Values.WITH) ->
          api.with().containsKey(with.substring(Values.WITH.length()));
      case String other -> throw new IllegalStateException("no preset needs " + other);
    };
  }
}
