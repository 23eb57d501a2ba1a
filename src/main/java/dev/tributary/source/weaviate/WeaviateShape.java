package dev.tributary.source.weaviate;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Distance;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator says about a collection.
 *
 * @param collection with a capital letter first, as Weaviate names it
 * @param vectorName empty for the only vector
 * @param alpha 0 to 1, how much the vector counts beside the words
 * @param distance empty for however the collection measures
 */
record WeaviateShape(
    String collection,
    Optional<String> tenant,
    Optional<String> vectorName,
    double alpha,
    Optional<Distance> distance) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}");

  /**
   * @param keys where the source stands in the configuration
   * @throws BadConfiguration when a value is wrong in itself
   */
  static WeaviateShape of(String keys, WeaviateConfig.Collection one) {
    String collection = name(keys + ".collection", one.collection().orElse(""));
    one.vectorName().ifPresent(name -> name(keys + ".vector-name", name));
    if (!(one.alpha() >= 0 && one.alpha() <= 1)) {
      throw new BadConfiguration(keys + ".alpha", String.valueOf(one.alpha()), "0 to 1");
    }
    return new WeaviateShape(
        capital(collection), one.tenant(), one.vectorName(), one.alpha(), one.distance());
  }

  static String capital(String collection) {
    return Character.toUpperCase(collection.charAt(0)) + collection.substring(1);
  }

  private static String name(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadConfiguration(
          key,
          name.isEmpty() ? "missing" : "\"" + name + "\"",
          "letters, digits and underscores, a letter first");
    }
    return name;
  }
}
