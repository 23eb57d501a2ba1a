package dev.tributary.api;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceSettings;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A server with sources that do what their names say; those that fail are not asked by default. */
@ApplicationScoped
public class FakeSources implements SourceKind {
  private static final String SWITCH = "fake.sources";

  private static final Capabilities FILTERS =
      new Capabilities(Set.of(Filter.Operator.EQ, Filter.Operator.IN), null, false);

  private final List<Source> sources;

  FakeSources(@ConfigProperty(name = SWITCH, defaultValue = "false") boolean on) {
    sources = on ? all() : List.of();
  }

  /** The server that the tests of this package ask. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          SWITCH,
          "true",
          "tributary.ranking.model",
          "none",
          // One configured source, and the demo's are not there.
          "tributary.source.http.\"idle\".url",
          "http://127.0.0.1:9/",
          "tributary.source.http.\"idle\".default",
          "false");
    }
  }

  private static List<Source> all() {
    return List.of(
        FakeSource.named("docs")
            .finding(Found.of(List.of(passage("docs", 0), passage("docs", 1))))
            .can(FILTERS),
        FakeSource.named("wiki")
            .finding(new Found(List.of(passage("wiki", 0)), 2, Found.LOADING))
            .can(FILTERS),
        FakeSource.named("nothing").with(aside(Duration.ofSeconds(1))),
        FakeSource.named("hanging").with(aside(Duration.ofSeconds(30))).hanging(),
        FakeSource.named("late").with(aside(Duration.ofMillis(20))).hanging(),
        FakeSource.named("down").with(aside(Duration.ofSeconds(1))).failing(ErrorKind.UNAVAILABLE),
        // Left alone by its breaker once it was asked: each for one test.
        limited("limited"),
        limited("busy"));
  }

  private static Source limited(String name) {
    return FakeSource.named(name)
        .with(aside(Duration.ofSeconds(1)))
        .failing(
            new SourceException(
                ErrorKind.RATE_LIMITED, "as the test said", Duration.ofSeconds(7), null));
  }

  private static SourceSettings aside(Duration wait) {
    return new SourceSettings(wait, false, false, 1, 0, 50, 100, 0, false);
  }

  private static Passage passage(String source, int n) {
    return new Passage(
        PassageId.of(source, "p" + n),
        source,
        n == 0 ? "A title with \u00e7 and \ud83c\udf0a" : null,
        n == 0 ? "https://" + source + ".example.com/" + n : null,
        "A rate limiter, told by " + source + " " + n + ", cut in a pair \ud83c",
        "en",
        Map.of("lang", "en", "year", 2024 + n, "tags", List.of("a", "b")),
        Signal.BM25,
        3.5 - n,
        null);
  }

  /** A source by its name. */
  FakeSource named(String name) {
    return (FakeSource)
        sources.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Source> sources() {
    return sources;
  }
}
