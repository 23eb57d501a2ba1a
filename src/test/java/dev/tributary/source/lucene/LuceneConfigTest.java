package dev.tributary.source.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneConfigTest {
  private static final String DOCS = "tributary.source.lucene.\"docs\".";

  @Test
  void defaults_are_as_documented() {
    LuceneSettings settings =
        LuceneSettings.of("docs", config(Map.of(DOCS + "wait", "1s")).sources().get("docs"));
    assertThat(settings.path()).isNull();
    assertThat(settings.content().language()).isNull();
    assertThat(settings.model()).isEqualTo("minilm-l6-v2-q");
    assertThat(settings.content().chunkSize()).isEqualTo(1_200);
    assertThat(settings.content().load()).isEmpty();
    assertThat(settings.source()).isEqualTo(SourceSettings.DEFAULTS);
  }

  @Test
  void every_key_is_read() {
    LuceneSettings settings =
        LuceneSettings.of(
            "docs",
            config(
                    Map.of(
                        DOCS + "path", "/var/lib/tributary/docs",
                        DOCS + "language", "pt",
                        DOCS + "model", "none",
                        DOCS + "chunk-size", "800",
                        DOCS + "load", "classpath:demo/docs",
                        DOCS + "load-where.lang", "pt",
                        DOCS + "load-where.\"a.b\"", "c",
                        DOCS + "wait", "300ms",
                        DOCS + "weight", "0.5"))
                .sources()
                .get("docs"));
    assertThat(settings.path()).isEqualTo(Path.of("/var/lib/tributary/docs"));
    assertThat(settings.content().language()).isEqualTo("pt");
    assertThat(settings.model()).isNull();
    assertThat(settings.content().load())
        .contains(new LoadSettings("classpath:demo/docs", Map.of("lang", "pt", "a.b", "c"), 800));
    assertThat(settings.source().waitTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(settings.source().weight()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "chunk-size, 99, 100 to 8000",
    "chunk-size, 8001, 100 to 8000",
    "language, english, ISO 639-1",
    "language, PT, ISO 639-1",
    "load-where.lang, pt, only beside load",
    "weight, -1, 0 to 100",
    "languages, 'pt,english', ISO 639-1",
    "tags, 'law,an overlong tag that has more characters than one may have in all', 1 to 64",
  })
  void bad_value_is_refused_with_key_value_and_what_is_allowed(
      String key, String value, String allowed) {
    LuceneKind kind = new LuceneKind(config(Map.of(DOCS + key, value)));
    assertThatThrownBy(kind::sources)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(DOCS + key.split("\\.", 2)[0])
        .hasMessageContaining(allowed);
  }

  @Test
  void tags_and_languages_are_lists() {
    LuceneKind kind =
        new LuceneKind(config(Map.of(DOCS + "tags", "law,internal", DOCS + "languages", "pt,en")));
    SourceSettings settings = kind.sources().getFirst().settings();
    assertThat(settings.tags()).containsExactlyInAnyOrder("law", "internal");
    assertThat(settings.languages()).containsExactlyInAnyOrder("pt", "en");
    assertThat(SourceSettings.DEFAULTS.tags()).isEmpty();
  }

  @Test
  void two_sources_in_one_folder_are_refused() {
    LuceneKind kind =
        new LuceneKind(
            config(
                Map.of(
                    DOCS + "path",
                    "/data/one",
                    "tributary.source.lucene.\"other\".path",
                    "/data/two/../one")));
    assertThatThrownBy(kind::sources)
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"other\".path")
        .hasMessageContaining("\"docs\"");
  }

  @Test
  void kind_makes_its_sources_once_in_order_and_opens_none() {
    LuceneKind kind =
        new LuceneKind(
            config(
                Map.of(
                    DOCS + "model",
                    "none",
                    "tributary.source.lucene.\"a.b\".path",
                    "/no/such/folder")));
    List<Source> sources = kind.sources();
    assertThat(sources).extracting(Source::name).containsExactly("a.b", "docs");
    assertThat(kind.sources()).isEqualTo(sources);
    assertThat(sources).noneMatch(source -> ((LuceneSource) source).isOpen());
    kind.close();
  }

  private static LuceneConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
        .withMapping(LuceneConfig.class)
        .build()
        .getConfigMapping(LuceneConfig.class);
  }
}
