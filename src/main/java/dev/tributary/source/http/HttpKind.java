package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the configured JSON APIs. */
@ApplicationScoped
class HttpKind implements SourceKind {
  static final String NAME = "http";

  private static final long MIN_BODY = 1024;
  private static final long MAX_BODY = 64L * 1024 * 1024;

  private final HttpConfig config;
  private final HttpCallers callers;

  HttpKind(HttpConfig config, HttpCallers callers) {
    this.config = config;
    this.callers = callers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    return config.sources().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> source(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Source source(String name, HttpConfig.Api api) {
    String keys = HttpConfig.PREFIX + ".\"" + name + "\"";
    SourceSettings settings = SourceSettings.of(keys, api, api.metered());
    String method = method(keys, api.method());
    @Nullable Template body = body(keys, method, api.body());
    Map<String, String> headers = RequestHeaders.of(keys, api, body != null);
    HttpTarget target =
        HttpTarget.of(keys, api.url().orElse(null), new TreeMap<>(api.query()), headers);
    RequestTemplate template = new RequestTemplate(method, target.target(), headers, body);
    HttpCallers.Settings connections =
        new HttpCallers.Settings(
            // Room for those that a cancel is closing.
            2 * settings.permits(),
            // A host that is gone says so before the wait has passed.
            settings.waitTime().dividedBy(2),
            maxBody(keys, api.maxBody().asLongValue()));
    return new HttpSource(
        name,
        target,
        settings,
        template,
        mapping(keys, name, target, api),
        new JsonCaller(
            target.host(), callers.caller(target.base(), connections), _ -> null, headers));
  }

  private static String method(String keys, String method) {
    return switch (method) {
      case "GET", "POST" -> method;
      default -> throw new BadConfiguration(keys + ".method", "\"" + method + "\"", "GET or POST");
    };
  }

  private static @Nullable Template body(String keys, String method, Optional<String> body) {
    if (body.isPresent() && method.equals("GET")) {
      throw new BadConfiguration(keys + ".body", "with method=GET", "a body with method=POST");
    }
    return body.map(json -> RequestTemplate.jsonBody(keys + ".body", json)).orElse(null);
  }

  private static int maxBody(String keys, long bytes) {
    if (bytes < MIN_BODY || bytes > MAX_BODY) {
      throw new BadConfiguration(keys + ".max-body", bytes + " bytes", "1K to 64M");
    }
    return (int) bytes;
  }

  private static HitMapping mapping(
      String keys, String name, HttpTarget target, HttpConfig.Api api) {
    HttpConfig.Fields fields = api.fields();
    String key = keys + ".fields.";
    Map<String, JsonLookup> metadata = new TreeMap<>();
    fields
        .metadata()
        .forEach(
            (field, path) -> metadata.put(field, JsonLookup.of(key + "metadata." + field, path)));
    return new HitMapping(
        JsonLookup.of(keys + ".results", api.results()),
        fields.rank().map(path -> JsonLookup.of(key + "rank", path)).orElse(null),
        new HitFields(
            name,
            target.base(),
            JsonLookup.of(key + "id", fields.id()),
            JsonLookup.of(key + "title", fields.title()),
            JsonLookup.of(key + "url", fields.url()),
            JsonLookup.of(key + "text", fields.text()),
            JsonLookup.of(key + "score", fields.score()),
            new MetadataMapping(JsonLookup.of(key + "published", fields.published()), metadata)));
  }
}
