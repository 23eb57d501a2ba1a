package dev.tributary.source;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A kind's own stage: a source of it over a stub inside this process, so that the code of a first
 * question has run before there is one. A CDI bean, for kinds whose sources are elsewhere: those
 * are not asked before a question comes.
 */
public interface Rehearsal {
  /** How many dimensions the question's vector has. */
  int DIMENSIONS = 384;

  /** Whether it is worth its time: whether there are sources of the kind. */
  boolean isNeeded();

  /** How long it plays. */
  default Duration length() {
    return Duration.ofMillis(500);
  }

  /** Sets the stage; its source is in no catalogue. */
  Uni<Source> open();

  /** Clears it away. */
  Uni<Void> close();

  /** The kind's mapping with one source {@code rehearsal}. */
  static <C> C config(Class<C> mapping, String prefix, Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(prefix + ".\"rehearsal\"." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(mapping)
        .withDefaultValues(all)
        .build()
        .getConfigMapping(mapping);
  }
}
