package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue of presets is made of the presets. */
class PresetCatalogueTest {
  private static final Path PAGE = Path.of("docs/sources/presets.md");
  private static final List<String> SECRET = List.of("key", "password");

  @Test
  void page_says_what_the_presets_say() throws IOException {
    String fresh = page();
    if (System.getProperty("docs.update") != null) {
      Files.writeString(PAGE, fresh);
    }

    assertThat(PAGE)
        .as("run ./mvnw test -Dtest=PresetCatalogueTest -Ddocs.update")
        .content()
        .isEqualTo(fresh);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Presets

            This page is made from `src/main/resources/presets`; a test keeps it fresh.

            A preset describes a well-known API for kind [`http`](http.md): name it, add what it
            needs, and write anew whatever of it should be different for you, in the same block:

            ```properties
            tributary.source.http."wiki".preset=wikipedia
            tributary.source.http."wiki".language=pt
            tributary.source.http."wiki".user-agent=MyTool/1.0 (me@example.org)
            ```

            Those that cost money by the call are not asked unless a question names them
            (`default=false`), and never asked twice for one question (`metered=true`). Each has
            been tried against the documented shapes of its API, `mediawiki` and `wikipedia` also on a real
            MediaWiki; no other real API was called. In November 2026 all were compared with
            documentation: that of the API itself, but for DuckDuckGo, Medium, Notion, Semantic Scholar
            and Stack Exchange, of which we had parts of it and descriptions by others.
            `POST /sources/<name>/check?question=…` shows what yours says to you.

            | preset | what is found | needs |
            |---|---|---|
            """);
    for (String name : Presets.names()) {
      Preset preset = Presets.find(name).orElseThrow();
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(
                  name,
                  name,
                  preset.about(),
                  preset.needs().keySet().stream()
                      .map(need -> "`" + need + "`")
                      .collect(Collectors.joining(", "))));
    }
    Presets.names().forEach(name -> describe(Presets.find(name).orElseThrow(), page));
    return page.toString();
  }

  private static void describe(Preset preset, StringBuilder page) {
    page.append("\n## ").append(preset.name()).append("\n\n");
    page.append(preset.about()).append(" [Documentation](").append(preset.docs()).append(")\n\n");
    page.append("Terms: ").append(preset.terms()).append("\n\n```properties\n");
    line(page, preset, "preset", preset.name());
    preset.needs().forEach((need, what) -> need(page, preset, need, what));
    page.append("```\n\n");
    page.append(
        preset.keys().entrySet().stream()
            .filter(e -> SETTINGS.contains(e.getKey()))
            .map(e -> "`" + e.getKey() + "=" + e.getValue() + "`")
            .collect(Collectors.joining(", ", "With it come ", ".\n")));
    String optional = optional(preset);
    if (!optional.isEmpty()) {
      page.append("\nYou may add ").append(optional).append(".\n");
    }
  }

  /** What is worth knowing beside what is asked and read. */
  private static final List<String> SETTINGS =
      List.of(
          "url",
          "default",
          "metered",
          "wait",
          "permits",
          "rate-limit",
          "question",
          "question-max",
          "page-size",
          "language",
          "filter-locally",
          "with.\"engine\"",
          "with.\"site\"",
          "with.\"yql\"");

  private static String optional(Preset preset) {
    return Map.of("{key}", "key", "{lang}", "language").entrySet().stream()
        .filter(
            e ->
                preset.keys().values().stream().anyMatch(v -> v.contains(e.getKey()))
                    && !preset.needs().containsKey(e.getValue())
                    && !preset.keys().containsKey(e.getValue()))
        .map(e -> "`" + e.getValue() + "`")
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private static void need(StringBuilder page, Preset preset, String need, String what) {
    page.append("# ").append(what).append('\n');
    boolean secret = SECRET.contains(need);
    String variable = preset.name().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    line(page, preset, need, secret ? "${" + variable + "_KEY}" : "…");
  }

  private static void line(StringBuilder page, Preset preset, String key, String value) {
    page.append("tributary.source.http.\"%s\".%s=%s\n".formatted(preset.name(), key, value));
  }
}
