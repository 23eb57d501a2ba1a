package dev.tributary.source.http;

import dev.tributary.source.Source;
import dev.tributary.source.http.recorded.Exchange;
import dev.tributary.source.http.recorded.Recording;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A preset over a stub that answers as the API's documentation says: {@code presets/*.http}. */
@Timeout(60)
abstract class PresetFixture {
  static final String QUESTION = "How do rivers flow to the sea?";
  static final String KEY = "k3y-of-test";

  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/]+");
  private static final Pattern EXAMPLE = Pattern.compile("https?://[^/ ]+(/[^ ;,]*)");

  final StubApi api = StubApi.start();
  final Sources sources = new Sources();

  @AfterEach
  void stop() throws Exception {
    sources.close();
    api.close();
  }

  static Path file(String preset) {
    return Path.of("src/test/resources/presets", preset + ".http");
  }

  /** The exchanges of one scenario. */
  static List<Exchange> scenario(String preset, String name) {
    return Recording.read(file(preset)).stream().filter(e -> e.scenario().equals(name)).toList();
  }

  /** A source of the preset, as an operator would configure it, but at the stub. */
  Source source(String preset) {
    Preset described = Presets.find(preset).orElseThrow();
    Map<String, String> keys = new HashMap<>();
    keys.put("preset", preset);
    described.needs().forEach((need, _) -> keys.put(need, "of-test"));
    keys.put("key", KEY);
    keys.computeIfPresent("user-agent", (_, _) -> "test (me@example.org)");
    String url = described.keys().get("url");
    keys.put("url", atStub(url == null ? example(described) : url));
    if (described.keys().containsKey("detail.url")) {
      keys.put("detail.url", atStub(described.keys().get("detail.url")));
    }
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put("\"preset\"." + key, value));
    return sources.of(all).getFirst();
  }

  private String atStub(String url) {
    return ORIGIN.matcher(url).replaceFirst(Matcher.quoteReplacement(api.uri().toString()));
  }

  private static String example(Preset preset) {
    Matcher url = EXAMPLE.matcher(String.valueOf(preset.needs().get("url")));
    return url.results().map(MatchResult::group).findFirst().orElseThrow();
  }

  /** From now on the stub answers as recorded; what is not recorded is answered with 418. */
  void answer(List<Exchange> exchanges, UnaryOperator<Exchange> as) {
    api.behave(
        request -> {
          StubApi.Seen seen = api.lastSeen();
          Exchange.Request asked = new Exchange.Request(seen.method(), seen.uri(), seen.body());
          exchanges.stream()
              .filter(e -> e.request().equals(asked))
              .findFirst()
              .ifPresentOrElse(
                  e -> answer(request, as.apply(e)),
                  () -> request.response().setStatusCode(418).end());
        });
  }

  static void answer(HttpServerRequest request, Exchange exchange) {
    exchange.headers().forEach((name, value) -> request.response().putHeader(name, value));
    request.response().setStatusCode(exchange.status()).end(exchange.body());
  }
}
