package dev.tributary.source.http;

import dev.tributary.guard.DurationConverter;
import dev.tributary.source.SourceConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code http}. */
@ConfigMapping(prefix = HttpConfig.PREFIX)
interface HttpConfig {
  String PREFIX = "tributary.source.http";

  /** The APIs, by the name of their source. */
  @WithParentName
  Map<String, Api> sources();

  /** One API that answers a question with JSON. */
  interface Api extends SourceConfig {
    /** How long an answer waits for this source: longer than others, since most are far away. */
    @Override
    @WithDefault("2s")
    @WithConverter(DurationConverter.class)
    @WithName("wait")
    Duration waitTime();

    /**
     * Where it is asked, required: `http://` or `https://`. `{question}` and `{limit}` may stand in
     * path and query.
     */
    Optional<String> url();

    /** `GET` or `POST`. */
    @WithDefault("GET")
    String method();

    /** Parameters of the query, beside those in `url`; `{question}` and `{limit}` in the values. */
    Map<String, String> query();

    /** Headers of the request; keys and tokens belong here, as `${ENV}`. */
    Map<String, String> headers();

    /**
     * The JSON that a `POST` sends. `{question}` and `{limit}` stand inside strings; a string that
     * is just `"{limit}"` becomes a number.
     */
    Optional<String> body();

    /** Where the hits stand in the answer, a JSONPath. */
    @WithDefault("$.results[*]")
    String results();

    /** Where in a hit its parts stand. */
    Fields fields();

    /** Whether every call costs: then it is never retried and never hedged. */
    @WithDefault("false")
    boolean metered();

    /** The largest answer that is read, after decompression, 1K to 64M. */
    @WithDefault("4M")
    MemorySize maxBody();

    /** How this server names itself; some APIs want an address to write to. */
    @WithDefault("Tributary")
    String userAgent();
  }

  /** JSONPaths within a hit. */
  interface Fields {
    /** Its id at the API. */
    @WithDefault("$.id")
    String id();

    /** Its title. */
    @WithDefault("$.title")
    String title();

    /** Where a person can read it. */
    @WithDefault("$.url")
    String url();

    /** Its text; HTML is stripped. A hit without one has its title as text. */
    @WithDefault("$.text")
    String text();

    /** The API's own score, higher is better. */
    @WithDefault("$.score")
    String score();

    /** Its place, lowest first. Default: the order of the answer. */
    Optional<String> rank();

    /** When it was published; becomes the metadata `published`. */
    @WithDefault("$.published")
    String published();

    /** Metadata by name: `fields.metadata.<name>=<path>`. */
    Map<String, String> metadata();
  }
}
