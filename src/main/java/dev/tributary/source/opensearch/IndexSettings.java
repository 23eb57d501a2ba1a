package dev.tributary.source.opensearch;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One index as configured and checked.
 *
 * @param store what every store has
 * @param index or alias
 * @param vectorField where the vectors stand
 * @param distance that is expected, if any is
 * @param shards of an index that is made
 * @param replicas of an index that is made
 */
record IndexSettings(
    StoreSettings store,
    String index,
    String vectorField,
    Optional<Distance> distance,
    int shards,
    int replicas) {
  private static final Predicate<String> NAME =
      Pattern.compile(
              "(?!\\.{1,2}$)[^\\s\\p{Lu}\\p{Cntrl}\\\\/*?\"<>|,#:_+-][^\\s\\p{Lu}\\p{Cntrl}\\\\/*?\"<>|,#:]{0,254}")
          .asMatchPredicate();

  /**
   * Reads one source's configuration; does no I/O.
   *
   * @param keys where it stands, such as {@code tributary.source.opensearch."wiki"}
   * @throws BadConfiguration when a value is wrong in itself
   */
  static IndexSettings of(String keys, String name, IndexConfig config) {
    String index = config.index().orElse("missing");
    if (config.index().isEmpty() || !NAME.test(index)) {
      throw new BadConfiguration(
          keys + ".index", index, "the name of one index or alias, such as articles");
    }
    requireWithin(keys + ".shards", config.shards(), 1, 1024);
    requireWithin(keys + ".replicas", config.replicas(), 0, 16);
    return new IndexSettings(
        StoreSettings.of(keys, name, config),
        index,
        config.vectorField(),
        config.distance(),
        config.shards(),
        config.replicas());
  }

  /** The credentials as they are sent, if there are any. */
  static Map<String, String> headers(String keys, IndexConfig config) {
    if (config.apiKey().isPresent()) {
      if (config.username().isPresent() || config.password().isPresent()) {
        throw new BadConfiguration(
            keys + ".api-key", "beside username or password", "one of the two");
      }
      return Map.of("Authorization", "ApiKey " + config.apiKey().get().strip());
    }
    if (config.username().isPresent() != config.password().isPresent()) {
      throw new BadConfiguration(
          keys + (config.username().isPresent() ? ".password" : ".username"),
          "missing",
          "username and password, or neither");
    }
    return config
        .username()
        .map(user -> Map.of("Authorization", basic(user, config.password().orElse(""))))
        .orElse(Map.of());
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static void requireWithin(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadConfiguration(key, String.valueOf(value), least + " to " + most);
    }
  }
}
