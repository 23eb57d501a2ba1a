package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithParentName;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {
  private static final String PREFIX = "tributary.source.store";
  private static final String WIKI = PREFIX + ".\"wiki\"";

  interface Stores {
    @WithParentName
    Map<String, StoreConfig> sources();
  }

  @Test
  void defaults_are_as_documented() {
    StoreSettings settings = read(Map.of("wait", "1s"));
    assertThat(settings.name()).isEqualTo("wiki");
    assertThat(settings.content().model()).isEqualTo("minilm-l6-v2-q");
    assertThat(settings.content().language()).isNull();
    assertThat(settings.content().chunkSize()).isEqualTo(1_200);
    assertThat(settings.content().load()).isEmpty();
    assertThat(settings.dimensions()).isEmpty();
    assertThat(settings.create()).isFalse();
    assertThat(settings.fields())
        .isEqualTo(StoreFields.DEFAULTS)
        .isEqualTo(
            new StoreFields("document", "chunk", "title", "url", "text", "language", "metadata"));
    assertThat(settings.source()).isEqualTo(SourceSettings.DEFAULTS);
  }

  @Test
  void every_key_is_read() {
    StoreSettings settings =
        read(
            Map.ofEntries(
                Map.entry("model", "none"),
                Map.entry("language", "pt"),
                Map.entry("load", "/srv/wiki"),
                Map.entry("load-where.lang", "pt"),
                Map.entry("chunk-size", "800"),
                Map.entry("dimensions", "768"),
                Map.entry("create", "true"),
                Map.entry("fields.id", "doc_id"),
                Map.entry("fields.chunk", "n"),
                Map.entry("fields.title", "heading"),
                Map.entry("fields.url", "link"),
                Map.entry("fields.text", "page_content"),
                Map.entry("fields.language", "lang"),
                Map.entry("fields.metadata", "*"),
                Map.entry("weight", "0.5")));
    assertThat(settings.content().model()).isNull();
    assertThat(settings.content().language()).isEqualTo("pt");
    assertThat(settings.content().load())
        .contains(new LoadSettings("/srv/wiki", Map.of("lang", "pt"), 800));
    assertThat(settings.dimensions()).isEqualTo(OptionalInt.of(768));
    assertThat(settings.create()).isTrue();
    assertThat(settings.fields())
        .isEqualTo(new StoreFields("doc_id", "n", "heading", "link", "page_content", "lang", "*"));
    assertThat(settings.source().weight()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "dimensions, 0, 1 to 65536",
    "dimensions, 65537, 1 to 65536",
    "chunk-size, 99, 100 to 8000",
    "language, english, ISO 639-1",
    "fields.title, text, a field of its own",
    "fields.url, content_hash, a field of its own",
    "load-where.lang, pt, only beside load",
  })
  void bad_value_is_refused_with_key_value_and_what_is_allowed(
      String key, String value, String allowed) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContainingAll(WIKI, allowed);
  }

  private static StoreSettings read(Map<String, String> keys) {
    Map<String, String> properties = new HashMap<>();
    keys.forEach((key, value) -> properties.put(WIKI + "." + key, value));
    StoreConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .withMapping(Stores.class, PREFIX)
            .build()
            .getConfigMapping(Stores.class, PREFIX)
            .sources()
            .get("wiki");
    return StoreSettings.of(WIKI, "wiki", config);
  }
}
