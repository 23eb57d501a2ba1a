package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Rate;
import dev.tributary.guard.RateLimit;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.SourceSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From the configuration of one API to its source; whatever is wrong in itself is said here. */
final class ApiReader {
  private static final long MIN_BODY = 1024;
  private static final long MAX_BODY = 64L * 1024 * 1024;

  private final String name;
  private final HttpConfig.Api api;
  private final HttpCallers callers;
  private final Timers timers;
  private final String keys;
  private final SourceSettings settings;
  private final RequestReader request;
  private final HttpTarget target;

  ApiReader(String name, HttpConfig.Api api, HttpCallers callers, Timers timers) {
    this.name = name;
    this.api = api;
    this.callers = callers;
    this.timers = timers;
    this.keys = HttpConfig.PREFIX + ".\"" + name + "\"";
    this.settings = SourceSettings.of(keys, api, api.metered());
    api.preset().ifPresent(preset -> Presets.require(keys, preset, api));
    this.request = new RequestReader(keys, api);
    this.target = request.target();
  }

  /** What it shares with all sources of the same URL and credential. */
  String endpoint() {
    return target.key();
  }

  /** What its terms allow. */
  Optional<Rate> rate() {
    return api.rateLimit();
  }

  /**
   * The source.
   *
   * @param limit shared by all of one endpoint
   */
  HttpSource source(RateLimit limit) {
    RequestTemplate template = request.template(target);
    JsonCaller caller = caller(template, limit);
    Pages pages =
        new Pages(
            target.host(),
            template,
            new MappingReader(keys, name, target, api).mapping(),
            complaint(),
            new Backoff(optional("backoff", api.backoff()), limit),
            cursor(template),
            caller);
    HttpSource.Asking asking =
        new HttpSource.Asking(
            api.question(),
            within("question-max", api.questionMax(), 10, 10_000),
            api.filterLocally(),
            api.firstPage(),
            api.pageSize().isEmpty()
                ? 0
                : within("page-size", api.pageSize().getAsInt(), 1, 1_000));
    return new HttpSource(name, target, settings, asking, pages, details(template, caller));
  }

  private Cursor cursor(RequestTemplate template) {
    boolean sent = template.places().contains(Values.CURSOR);
    if (sent != api.cursor().isPresent()) {
      throw new BadConfiguration(
          keys + ".cursor",
          sent ? "missing" : "without a place in the request",
          "a JSONPath, beside a parameter or a field of the body that is {cursor}");
    }
    return new Cursor(optional("cursor", api.cursor()), template.parameterOf(Values.CURSOR));
  }

  private JsonCaller caller(RequestTemplate template, RateLimit limit) {
    HttpCaller paced = new PacedCaller(callers.caller(target.base(), connections()), limit);
    @Nullable AccessTokens tokens = tokens();
    return new JsonCaller(
        target.host(),
        tokens == null ? paced : new AuthorizedCaller(paced, tokens),
        api.format(),
        complaint(),
        new Discretion(template.headers()).and(request.secrets()));
  }

  private Complaint complaint() {
    return new Complaint(optional("error", api.error()));
  }

  private @Nullable JsonLookup optional(String key, Optional<String> path) {
    return path.map(p -> JsonLookup.of(keys + "." + key, p)).orElse(null);
  }

  private HttpCallers.Settings connections() {
    long maxBody = api.maxBody().asLongValue();
    if (maxBody < MIN_BODY || maxBody > MAX_BODY) {
      throw new BadConfiguration(keys + ".max-body", maxBody + " bytes", "1K to 64M");
    }
    return new HttpCallers.Settings(
        // Room for those that a cancel is closing.
        2 * settings.permits() * callsAtOnce(),
        // A host that is gone says so before the wait has passed.
        settings.waitTime().dividedBy(2),
        (int) maxBody,
        api.proxy().map(proxy -> HttpTarget.origin(keys + ".proxy", proxy)).orElse(null));
  }

  /** How many calls one question has under way. */
  private int callsAtOnce() {
    int details = within("detail.at-once", api.detail().atOnce(), 1, 32);
    return api.detail().url().isPresent() ? details : 1;
  }

  private @Nullable AccessTokens tokens() {
    HttpConfig.OAuth2 oauth2 = api.oauth2();
    Map<String, Optional<String>> parts = new TreeMap<>();
    parts.put("token-url", oauth2.tokenUrl());
    parts.put("client-id", oauth2.clientId());
    parts.put("client-secret", oauth2.clientSecret());
    if (parts.values().stream().allMatch(Optional::isEmpty)) {
      return null;
    }
    parts.forEach(
        (part, value) -> {
          if (value.isEmpty()) {
            throw new BadConfiguration(
                keys + ".oauth2." + part, "missing", "token-url, client-id and client-secret");
          }
        });
    return AccessTokens.of(keys + ".oauth2", oauth2, connections(), callers, timers);
  }

  private @Nullable Details details(RequestTemplate template, JsonCaller caller) {
    HttpConfig.Detail detail = api.detail();
    if (detail.url().isEmpty()) {
      return null;
    }
    String key = keys + ".detail.url";
    String url = FixedValues.of(api).inUrl(keys, detail.url().get());
    HttpTarget second = HttpTarget.ofKey(key, url, Set.of(Values.ID), "");
    if (!sameOrigin(second.base(), target.base())) {
      throw new BadConfiguration(key, second.host(), "the host of url, " + target.host());
    }
    if (!second.target().places().contains(Values.ID)) {
      throw new BadConfiguration(key, "no {id}", "a URL with {id} in its path or query");
    }
    Map<String, String> headers = new HashMap<>(template.headers());
    headers.remove("Content-Type");
    return new Details(
        caller,
        second.target(),
        Map.copyOf(headers),
        JsonLookup.of(keys + ".detail.text", detail.text()),
        within("detail.hits", detail.hits(), 1, 100),
        callsAtOnce());
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(other.getAuthority());
  }

  private int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadConfiguration(keys + "." + key, String.valueOf(value), least + " to " + most);
    }
    return value;
  }
}
