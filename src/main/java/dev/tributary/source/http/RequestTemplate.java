package dev.tributary.source.http;

import dev.tributary.outbound.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The request of a source, all but what changes with the question.
 *
 * @param method {@code GET} or {@code POST}
 * @param path path and the query in the URL, encoded
 * @param parameters of the query; one without a value is left out
 * @param headers as they are sent
 * @param changing headers that change with the call
 * @param body JSON, or null
 */
record RequestTemplate(
    String method,
    Template path,
    List<Parameter> parameters,
    Map<String, String> headers,
    List<Parameter> changing,
    @Nullable JsonTemplate body) {

  /**
   * A name and what stands there.
   *
   * @param name encoded
   * @param value its literals encoded
   */
  record Parameter(String name, Template value) {}

  /** The request, its values encoded for the URL and escaped for the body. */
  HttpRequest fill(Values values) {
    StringBuilder target = new StringBuilder(String.valueOf(path.fill(values, ENCODE)));
    boolean hasQuery = target.indexOf("?") >= 0;
    for (Parameter parameter : parameters) {
      @Nullable String value = parameter.value.fill(values, ENCODE);
      if (value != null) {
        target.append(hasQuery ? '&' : '?').append(parameter.name).append('=').append(value);
        hasQuery = true;
      }
    }
    return new HttpRequest(
        method, target.toString(), headers(values), body == null ? null : body.fill(values));
  }

  private Map<String, String> headers(Values values) {
    if (changing.isEmpty()) {
      return headers;
    }
    Map<String, String> all = new HashMap<>(headers);
    for (Parameter header : changing) {
      @Nullable String value = header.value.fill(values, UnaryOperator.identity());
      if (value != null) {
        all.put(header.name, value);
      }
    }
    return all;
  }

  /** The names of all places, each once. */
  Set<String> places() {
    return Stream.concat(
            Stream.concat(
                path.places().stream(),
                parameters.stream().flatMap(p -> p.value.places().stream())),
            body == null ? Stream.empty() : body.places())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The name of the parameter that is nothing but a place, as it is written; else the place's. */
  String parameterOf(String place) {
    return parameters.stream()
        .filter(p -> p.value.isBare() && p.value.places().contains(place))
        .map(Parameter::name)
        .findFirst()
        .orElse(place);
  }

  static final UnaryOperator<String> ENCODE = RequestTemplate::encode;

  /** A value for path and query alike: a space is {@code %20}, not a plus. */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
