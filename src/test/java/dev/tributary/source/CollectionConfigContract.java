package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.http.CountedCallers;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a collection over HTTP is configured; a kind says what is its own.
 *
 * @param <C> the kind's mapping
 * @param <S> that of one source
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CollectionConfigContract<C, S extends StoreConfig> {
  private static final String SECRET = "s3cr3t-do-not-show";

  private final Class<C> mapping;
  private final String prefix;
  private final Function<C, Map<String, S>> sources;
  private final Map<String, String> least;
  private final String secretKey;

  /**
   * @param least the keys without which there is no source
   * @param secretKey a key that holds a credential
   */
  protected CollectionConfigContract(
      Class<C> mapping,
      String prefix,
      Function<C, Map<String, S>> sources,
      Map<String, String> least,
      String secretKey) {
    this.mapping = mapping;
    this.prefix = prefix;
    this.sources = sources;
    this.least = least;
    this.secretKey = secretKey;
  }

  protected abstract List<Source> sources(C config, HttpCallers callers);

  /** What the source with the least keys, {@code mine}, is shown as. */
  protected abstract String shown();

  /** Keys, wrong values, and what is said of them. */
  protected Stream<Arguments> wrong() {
    return Stream.of();
  }

  @Test
  void defaults_of_all_kinds_are_as_documented() {
    assertThat(mine().create()).isFalse();
    assertThat(mine().dimensions()).isEmpty();
    assertThat(mine().fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
    assertThat(mine().fields().text()).isEqualTo(StoreFields.DEFAULTS.text());
  }

  @Test
  void source_names_its_collection_and_no_secret() throws Exception {
    List<Source> sources = sources(with(secretKey, SECRET));
    assertThat(sources).hasSize(1);
    assertThat(sources.getFirst()).hasToString(shown());
    assertThat(sources.getFirst().endpointKey()).doesNotContain(SECRET);
    assertThat(sources(least).getFirst().endpointKey())
        .isNotEqualTo(sources.getFirst().endpointKey());
  }

  Stream<Arguments> wrongOfAllKinds() {
    return Stream.of(
        Arguments.of("url", "", "missing"),
        Arguments.of("url", "localhost:8000", "http://"),
        Arguments.of("url", "http://localhost:8000/?a=b", "query"),
        Arguments.of("collection", "", "missing"),
        Arguments.of("fields.title", "text", "taken"),
        Arguments.of(secretKey, "a\nb", "line break"),
        Arguments.of("dimensions", "0", "65536"),
        Arguments.of("wait", "0ms", "1ms"));
  }

  @ParameterizedTest
  @MethodSource({"wrongOfAllKinds", "wrong"})
  void wrong_value_stops_the_start_and_is_named(String key, String value, String said) {
    assertThatThrownBy(() -> sources(with(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(prefix + ".\"mine\"")
        .hasMessageContaining(said);
  }

  /** The source with the least keys. */
  protected final S mine() {
    return sources.apply(config(least)).get("mine");
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> keys = new HashMap<>(least);
    keys.put(key, value);
    return keys;
  }

  private List<Source> sources(Map<String, String> keys) throws Exception {
    try (CountedCallers callers = new CountedCallers()) {
      return sources(config(keys), callers.next());
    }
  }

  private C config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(prefix + ".\"mine\"." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValues(all)
        .withMapping(mapping)
        .build()
        .getConfigMapping(mapping);
  }
}
