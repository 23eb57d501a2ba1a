package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
  @ConfigMapping(prefix = "tributary")
  interface Root {
    @WithDefault("false")
    boolean anonymous();

    Optional<String> apiKeysFile();
  }

  @ConfigMapping(prefix = "tributary.source.web")
  interface Web {
    @WithParentName
    Map<String, OneWeb> sources();

    interface OneWeb {
      String url();

      Map<String, String> headers();

      Optional<List<String>> languages();

      @WithDefault("50")
      int maxLimit();
    }
  }

  @ConfigMapping(prefix = "tributary.source.index")
  interface Index {
    @WithParentName
    Map<String, OneIndex> sources();

    interface OneIndex {
      Optional<String> path();
    }
  }

  @Test
  void known_keys_pass_quoted_or_not() {
    assertThatCode(
            () ->
                read(
                    "tributary.anonymous", "true",
                    "tributary.source.web.\"wiki\".url", "http://wiki",
                    "tributary.source.web.\"wiki\".headers.\"X-Any\"", "1",
                    "tributary.source.web.\"wiki\".languages[0]", "pt",
                    "tributary.source.web.news.url", "http://news",
                    "tributary.source.web.news.max-limit", "7",
                    "tributary.source.index.\"a.b\".path", "/data",
                    "other.thing", "1"))
        .doesNotThrowAnyException();
  }

  @Test
  void misspelt_key_is_reported_with_its_value_and_the_nearest_known() {
    assertThatThrownBy(() -> read("tributary.source.web.\"my.wiki\".ulr", "http://wiki"))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.web.\"my.wiki\".ulr: \"http://wiki\"")
        .hasMessageContaining("did you mean tributary.source.web.\"my.wiki\".url?");
  }

  @Test
  void key_like_no_other_is_answered_with_what_may_stand_there() {
    assertThatThrownBy(() -> read("tributary.source.web.wiki.temperature", "1"))
        .hasMessageContaining(
            "allowed after tributary.source.web.wiki: headers, languages, max-limit, url");
    assertThatThrownBy(() -> read("tributary.quux", "1"))
        .hasMessageContaining("allowed after tributary: anonymous, api-keys-file, source");
  }

  @Test
  void unknown_kind_is_answered_with_the_known_kinds() {
    assertThatThrownBy(() -> read("tributary.source.wbe.wiki.url", "http://wiki"))
        .hasMessageContaining("there is no kind of source \"wbe\"")
        .hasMessageContaining("did you mean web?")
        .hasMessageContaining("allowed: index, web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wiki", "my wiki", "-wiki", "wíki"})
  void name_that_breaks_the_rule_is_refused(String name) {
    assertThatThrownBy(() -> read("tributary.source.web.\"%s\".url".formatted(name), "http://wiki"))
        .hasMessageContaining("\"%s\" is no name for a source".formatted(name))
        .hasMessageContaining("[a-z0-9]");
  }

  @Test
  void one_name_in_two_kinds_is_refused_naming_both() {
    assertThatThrownBy(
            () ->
                read(
                    "tributary.source.web.docs.url", "http://docs",
                    "tributary.source.index.\"docs\".path", "/docs"))
        .hasMessageContaining("\"docs\"")
        .hasMessageContaining("index, web");
  }

  @Test
  void all_that_is_wrong_is_said_at_once_and_before_what_is_missing() {
    assertThatThrownBy(
            () -> read("tributary.source.web.wiki.ulr", "x", "tributary.anonymus", "true"))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.web.wiki.ulr")
        .hasMessageContaining("tributary.anonymus");
  }

  @Test
  void value_that_may_be_secret_is_masked() {
    assertThatThrownBy(() -> read("tributary.source.web.wiki.apikey", "s3cret"))
        .hasMessageContaining("***")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read("tributary.source.web.wiki.header.a", "s3cret"))
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read("tributary.source.web.wiki.uri", "http://me:s3cret@wiki/"))
        .hasMessageContaining("http://***@wiki/")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ture", "yep", "2"})
  void what_is_neither_yes_nor_no_is_no_truth_value(String value) {
    assertThatThrownBy(() -> read("tributary.anonymous", value))
        .hasMessageContaining("tributary.anonymous")
        .hasMessageContaining("Allowed: true or false");
  }

  @Test
  void long_value_is_cut() {
    assertThatThrownBy(() -> read("tributary.source.web.wiki.ulr", "x".repeat(10_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void misspelt_environment_variable_is_reported() {
    assertThatThrownBy(() -> readEnvironment("TRIBUTARY_ANONYMUS", "true"))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("TRIBUTARY_ANONYMUS: \"true\"")
        .hasMessageContaining("did you mean TRIBUTARY_ANONYMOUS?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRIBUTARY_ANONYMOUS",
        "TRIBUTARY_API_KEYS_FILE",
        "TRIBUTARY_SOURCE_WEB__WIKI__MAX_LIMIT",
        "TRIBUTARY_SOURCE_WEB__WIKI__HEADERS__X_ANY_",
        "TRIBUTARY_IT_QDRANT_URL",
        "TRIBUTARY_SERVICE_HOST",
        "TRIBUTARY_SERVICE_PORT_HTTP",
        "TRIBUTARY_PORT",
        "TRIBUTARY_PORT_8080_TCP_ADDR"
      })
  void environment_of_keys_tests_and_kubernetes_passes(String name) {
    assertThatCode(
            () ->
                new ConfigCheck(
                        new KnownKeys(
                            List.of(
                                "tributary.anonymous",
                                "tributary.api-keys-file",
                                "tributary.source.web.*.max-limit",
                                "tributary.source.web.*.headers.*")))
                    .check(List.of(name), _ -> "1"))
        .doesNotThrowAnyException();
  }

  private static void read(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    builder().withSources(new PropertiesConfigSource(properties, "test", 300)).build();
  }

  private static void readEnvironment(String name, String value) {
    builder().withSources(new EnvConfigSource(Map.of(name, value), 300)).build();
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder()
        .withCustomizers(new ConfigGate())
        .withMapping(Root.class)
        .withMapping(Web.class)
        .withMapping(Index.class);
  }
}
