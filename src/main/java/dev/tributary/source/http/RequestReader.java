package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.http.RequestTemplate.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the request of one API, and what of it is secret. */
final class RequestReader {
  private static final Pattern LANGUAGE_FORM = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  /** The path is always sent whole: nothing in it may be left out. */
  private static final Set<String> IN_URL =
      Set.of(
          Values.QUESTION,
          Values.LIMIT,
          Values.OFFSET,
          Values.START,
          Values.PAGE,
          Values.DEADLINE,
          Values.HOPS);

  private static final Set<String> IN_QUERY =
      with(IN_URL, Values.CURSOR, Values.KEY, Values.LANGUAGE, Values.WITH, Values.FILTER_KEY);
  private static final Set<String> IN_BODY = with(IN_QUERY, Values.FILTER);

  private final String keys;
  private final HttpConfig.Api api;
  private final FixedValues fixed;

  RequestReader(String keys, HttpConfig.Api api) {
    this.keys = keys;
    this.api = api;
    this.fixed = FixedValues.of(api);
    api.language().ifPresent(this::requireLanguage);
  }

  private static Set<String> with(Set<String> places, String... more) {
    Set<String> all = new HashSet<>(places);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  /** Where it is asked; what tells its credential from others is all that may hold a secret. */
  HttpTarget target() {
    String secrets =
        new TreeMap<>(api.query())
            + " "
            + new TreeMap<>(api.headers())
            + " "
            + secrets()
            + " "
            + api.user().orElse("")
            + " "
            + api.oauth2().clientId().orElse("");
    @Nullable String url = api.url().map(u -> fixed.inUrl(keys, u)).orElse(null);
    return HttpTarget.of(keys, url, IN_URL, secrets);
  }

  /** What no message may show, as it is and as it stands in a URL. */
  Set<String> secrets() {
    Set<String> secrets = new TreeSet<>();
    api.key().map(String::strip).ifPresent(secrets::add);
    api.password().ifPresent(secrets::add);
    api.oauth2().clientSecret().ifPresent(secrets::add);
    api.with().entrySet().stream()
        .filter(with -> Masks.soundsSecret(with.getKey()))
        .forEach(with -> secrets.add(with.getValue()));
    api.query().entrySet().stream()
        .filter(parameter -> Masks.soundsSecret(parameter.getKey()))
        .forEach(parameter -> addFixed(secrets, parameter.getValue()));
    api.url().map(Masks::in).ifPresent(all -> all.forEach(one -> addFixed(secrets, one)));
    api.body().map(Masks::in).ifPresent(all -> all.forEach(one -> addFixed(secrets, one)));
    List.copyOf(secrets).forEach(secret -> secrets.add(RequestTemplate.encode(secret)));
    return secrets;
  }

  /** What stands where a credential stands, unless it changes with the question. */
  private void addFixed(Set<String> secrets, String text) {
    String place =
        text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : "";
    String value = fixed.values().getOrDefault(place, text);
    if (value.indexOf('{') < 0) {
      secrets.add(value);
    }
  }

  RequestTemplate template(HttpTarget target) {
    String method = method();
    @Nullable JsonTemplate body = body(method);
    Map<String, String> headers =
        RequestHeaders.common(keys, api.format(), body != null, api.userAgent());
    basic().ifPresent(value -> headers.put("Authorization", value));
    List<Parameter> changing = new ArrayList<>();
    for (Parameter header : RequestHeaders.own(keys, api.headers(), fixed)) {
      if (header.value().isFixed()) {
        headers.put(header.name(), header.value().literals().getFirst());
      } else {
        changing.add(header);
      }
    }
    return new RequestTemplate(
        method,
        target.target(),
        parameters(),
        Collections.unmodifiableMap(headers),
        List.copyOf(changing),
        body);
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    new TreeMap<>(api.query())
        .forEach(
            (name, text) -> {
              String key = keys + ".query.\"" + name + "\"";
              Template value = fixed.in(Template.of(key, text, IN_QUERY));
              parameters.add(
                  new Parameter(
                      RequestTemplate.encode(name), value.escapeLiterals(RequestTemplate.ENCODE)));
            });
    return List.copyOf(parameters);
  }

  private String method() {
    return switch (api.method()) {
      case "GET", "POST" -> api.method();
      case String other ->
          throw new BadConfiguration(keys + ".method", "\"" + other + "\"", "GET or POST");
    };
  }

  private @Nullable JsonTemplate body(String method) {
    if (api.body().isPresent() && method.equals("GET")) {
      throw new BadConfiguration(keys + ".body", "with method=GET", "a body with method=POST");
    }
    String key = keys + ".body";
    return api.body().map(json -> JsonTemplate.of(key, json, IN_BODY, fixed)).orElse(null);
  }

  /** The header of basic authentication (RFC 7617). */
  private Optional<String> basic() {
    if (api.user().isEmpty() && api.password().isEmpty()) {
      return Optional.empty();
    }
    String user = api.user().orElse("");
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new BadConfiguration(
          keys + ".user", user.isEmpty() ? "missing" : "a user with a colon", "a user, no colon");
    }
    String both = user + ":" + api.password().orElse("");
    return Optional.of(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  private void requireLanguage(String language) {
    if (!LANGUAGE_FORM.matcher(language).matches()) {
      throw new BadConfiguration(keys + ".language", '"' + language + '"', "a code such as en");
    }
  }
}
