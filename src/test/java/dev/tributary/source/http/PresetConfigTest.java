package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PresetConfigTest {
  private static final Sources SOURCES = new Sources();

  @AfterAll
  static void stop() throws Exception {
    SOURCES.close();
  }

  private static HttpConfig.Api api(Map<String, String> keys) {
    return Sources.config(keys).sources().get("wiki");
  }

  @Test
  void preset_is_as_if_its_keys_had_been_written() {
    for (String name : List.of("\"wiki\"", "wiki")) {
      HttpConfig.Api wiki = api(Map.of(name + ".preset", "wikipedia"));
      assertThat(wiki.url()).contains("https://{lang}.wikipedia.org/w/api.php");
      assertThat(wiki.permits()).isEqualTo(4);
      assertThat(wiki.question()).isEqualTo(QuestionForm.KEYWORDS);
      assertThat(wiki.query()).containsEntry("generator", "search").hasSize(13);
      assertThat(wiki.fields().text()).isEqualTo("$.extract");
      assertThat(wiki.fields().title()).isEqualTo("$.title");
      assertThat(wiki.waitTime()).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void every_key_of_a_preset_can_be_written_anew() {
    HttpConfig.Api wiki =
        api(
            Map.of(
                "\"wiki\".preset", "wikipedia",
                "\"wiki\".language", "pt",
                "\"wiki\".query.\"gsrlimit\"", "7",
                "\"wiki\".query.\"more\"", "x",
                "\"wiki\".permits", "9",
                "\"wiki\".fields.text", "$.other"));
    assertThat(wiki.language()).contains("pt");
    assertThat(wiki.query())
        .containsEntry("gsrlimit", "7")
        .containsEntry("more", "x")
        .containsEntry("generator", "search")
        .hasSize(14);
    assertThat(wiki.permits()).isEqualTo(9);
    assertThat(wiki.fields().text()).isEqualTo("$.other");
  }

  @Test
  void body_of_a_preset_is_json() {
    assertThat(api(Map.of("\"wiki\".preset", "dify")).body().orElseThrow())
        .startsWith("{\"query\":\"{question}\",\"retrieval_model\":{");
  }

  @Test
  void unknown_preset_is_named_with_the_nearest() {
    assertThatThrownBy(() -> SOURCES.of(Map.of("\"wiki\".preset", "wikipdia")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"wiki\".preset: \"wikipdia\"")
        .hasMessageContaining("wikipedia? All: arxiv, ");
  }

  @Test
  void what_a_preset_needs_is_asked_for_by_its_key() {
    assertThatThrownBy(() -> SOURCES.of(Map.of("\"wiki\".preset", "wikipedia")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"wiki\".user-agent: missing");
    assertThatThrownBy(() -> SOURCES.of(Map.of("\"m\".preset", "medium")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"m\".with.feed: missing");
    assertThatThrownBy(() -> SOURCES.of(Map.of("\"s\".preset", "searxng")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"s\".url: missing");
  }

  @Test
  void sources_without_a_preset_have_nothing_of_one() {
    assertThat(
            Sources.config(
                    Map.of("\"wiki\".preset", "wikipedia", "\"other\".url", "http://localhost"))
                .sources()
                .get("other")
                .query())
        .isEmpty();
  }

  @Test
  void two_sources_of_one_preset_are_two_sources() {
    List<Source> both =
        SOURCES.of(
            Map.of(
                "\"en\".preset", "wikipedia",
                "\"en\".user-agent", "test (me@example.org)",
                "\"pt\".preset", "wikipedia",
                "\"pt\".user-agent", "test (me@example.org)",
                "\"pt\".language", "pt"));
    assertThat(both)
        .hasToString(
            "[http \"en\" at https://en.wikipedia.org/w/api.php,"
                + " http \"pt\" at https://pt.wikipedia.org/w/api.php]");
  }

  @Test
  void names_are_those_of_the_files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/presets"))) {
      assertThat(
              files
                  .map(f -> f.getFileName().toString())
                  .filter(f -> f.endsWith(".yaml"))
                  .map(f -> f.replace(".yaml", ""))
                  .sorted()
                  .toList())
          .isEqualTo(Presets.names());
    }
  }
}
