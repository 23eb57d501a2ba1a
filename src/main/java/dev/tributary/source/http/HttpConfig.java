package dev.tributary.source.http;

import dev.tributary.guard.DurationConverter;
import dev.tributary.guard.Rate;
import dev.tributary.guard.RateConverter;
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
import java.util.OptionalInt;

/** The sources of kind {@code http}. */
@ConfigMapping(prefix = HttpConfig.PREFIX)
interface HttpConfig {
  String PREFIX = "tributary.source.http";

  /** How this server names itself when nothing else is said. */
  String USER_AGENT = "Tributary";

  /** The APIs, by the name of their source. */
  @WithParentName
  Map<String, Api> sources();

  /** One API that answers a question with JSON or XML. */
  interface Api extends SourceConfig {
    /**
     * A description of a well-known API, by name; see the catalogue of presets. Every other key
     * here may stand beside it and counts more.
     */
    Optional<String> preset();

    /** How long an answer waits for this source: longer than others, since most are far away. */
    @Override
    @WithDefault("2s")
    @WithConverter(DurationConverter.class)
    @WithName("wait")
    Duration waitTime();

    /**
     * Where it is asked, required: `http://` or `https://`. Placeholders may stand in path and
     * query, `{lang}` anywhere.
     */
    Optional<String> url();

    /** `GET` or `POST`. */
    @WithDefault("GET")
    String method();

    /**
     * Parameters of the query, beside those in `url`; one whose placeholder is empty is left out.
     */
    Map<String, String> query();

    /** Headers of the request; `{key}`, `{deadline}` and `{hops}` may stand in them. */
    Map<String, String> headers();

    /**
     * The JSON that a `POST` sends. Placeholders stand inside strings; a string that is just
     * `"{limit}"` becomes a number, `"{filter}"` the whole filter.
     */
    Optional<String> body();

    /** The API's key, as `${ENV}`; it stands where a header or a parameter says `{key}`. */
    Optional<String> key();

    /** Values of your own, by name; `{with.<name>}` stands for one. */
    Map<String, String> with();

    /** The user of basic authentication. */
    Optional<String> user();

    /** The password of basic authentication, as `${ENV}`. */
    Optional<String> password();

    /** Access by OAuth 2.0 client credentials. */
    OAuth2 oauth2();

    /** The language of its texts, ISO 639-1; stands where the URL or a parameter says `{lang}`. */
    Optional<String> language();

    /** In which form it is told the question: `text`, `words` or `keywords`. */
    @WithDefault("text")
    QuestionForm question();

    /** The most characters of a question it takes, 10 to 10000; longer ones are cut at a word. */
    @WithDefault("10000")
    int questionMax();

    /** What it answers in: `json` or `xml`. */
    @WithDefault("json")
    BodyFormat format();

    /** Where the hits stand in the answer, a JSONPath; of several (`a | b`) all count. */
    @WithDefault("$.results[*]")
    String results();

    /** What an answer without hits has, if the API then leaves the list out, a JSONPath. */
    Optional<String> empty();

    /** Where an answer says that something went wrong, a JSONPath. */
    Optional<String> error();

    /** What an answer has, or says yes to, that is not whole, a JSONPath. */
    Optional<String> partial();

    /** Where an answer says for how many seconds it wants no more calls, a JSONPath. */
    Optional<String> backoff();

    /** Where in a hit its parts stand. */
    Fields fields();

    /** A second call for each of the best hits. */
    Detail detail();

    /**
     * The most hits of one call, 1 to 1000. With `{page}`, `{offset}` or `{cursor}` in the request,
     * further pages are asked for until there are enough.
     */
    OptionalInt pageSize();

    /**
     * Where an answer has the token of the page behind it, or a link with that token, a JSONPath;
     * the token stands where a parameter or the body says `{cursor}`.
     */
    Optional<String> cursor();

    /** The number of the first page where `{page}` stands. */
    @WithDefault("1")
    int firstPage();

    /** Whether hits that share no word with the question are left out, as from a feed. */
    @WithDefault("false")
    boolean filterLocally();

    /** How many calls its terms allow in what time, such as `1/3s` or `30/1m`. */
    Optional<@WithConverter(RateConverter.class) Rate> rateLimit();

    /** Whether every call costs: then it is never retried and never hedged. */
    @WithDefault("false")
    boolean metered();

    /** The largest answer that is read, after decompression, 1K to 64M. */
    @WithDefault("4M")
    MemorySize maxBody();

    /** How this server names itself; some APIs want an address to write to. */
    @WithDefault(HttpConfig.USER_AGENT)
    String userAgent();

    /** The HTTP proxy through which it is called, such as `http://proxy.example.com:3128`. */
    Optional<String> proxy();
  }

  /**
   * JSONPaths within a hit. Of several (`$.a | $.b`) the first counts that has something; a text
   * with JSONPaths in braces (`https://x.org/{$.id}`) is put together; `none` is nothing.
   */
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

    /** Metadata by name: `fields.metadata.<name>=<path>`; `*` takes an object's own names. */
    Map<String, String> metadata();
  }

  /** The call that brings the text of one hit. */
  interface Detail {
    /** Where, on the same host, with `{id}` in its path or query. No second call without it. */
    Optional<String> url();

    /** Where the text stands in the answer, a JSONPath. */
    @WithDefault("$.text")
    String text();

    /** For how many hits, the best first, 1 to 100. */
    @WithDefault("10")
    int hits();

    /** How many of these calls run at the same time, 1 to 32. */
    @WithDefault("4")
    int atOnce();
  }

  /** OAuth 2.0 client credentials; all of it or nothing. */
  interface OAuth2 {
    /** Where tokens are had. */
    Optional<String> tokenUrl();

    /** This server's name there. */
    Optional<String> clientId();

    /** Its secret, as `${ENV}`. */
    Optional<String> clientSecret();

    /** What is asked for, if anything. */
    Optional<String> scope();
  }
}
