package dev.tributary.source;

import dev.tributary.guard.DurationConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that sources of every kind have; a kind's own mapping extends this. */
public interface SourceConfig {
  /** How long an answer waits for this source; a call that takes longer is cancelled. */
  @WithDefault("1s")
  @WithConverter(DurationConverter.class)
  @WithName("wait")
  Duration waitTime();

  /** Whether the answer never waits for this source beyond the others. */
  @WithDefault("false")
  boolean optional();

  /** Whether it is asked when a request names no sources. */
  @WithName("default")
  @WithDefault("true")
  boolean byDefault();

  /** Words that tell what it holds, such as `health` or `internal`; a request may route by them. */
  Optional<List<String>> tags();

  /**
   * The languages of what it holds, ISO 639-1; a request that routes by language leaves it out when
   * its own is not among them. Default: any.
   */
  Optional<List<String>> languages();

  /** How much its passages count beside those of others, 0 to 100. */
  @WithDefault("1.0")
  double weight();

  /** Which copy of a passage wins, and ties: higher first. */
  @WithDefault("0")
  int priority();

  /** The most passages it is asked for at once, 1 to 1000. */
  @WithDefault("50")
  int maxLimit();

  /** How many calls may run at once against its endpoint, 1 to 10000. */
  @WithDefault("32")
  int permits();

  /** How many calls may queue for a permit, 0 to 10000; more are rejected at once. */
  @WithDefault("64")
  int queue();
}
