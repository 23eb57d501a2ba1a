package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.retrieval.SourceState;
import dev.tributary.source.Capabilities;
import dev.tributary.source.SourceSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartReportTest {
  @Test
  void sources_models_and_callers_are_named_but_no_target() {
    List<String> lines =
        StartReport.lines(
            List.of(
                source("docs", "lucene", "minilm"),
                source("wiki", "http", null),
                source("notes", "lucene", null)),
            "minilm",
            "this machine only");

    assertThat(lines)
        .containsExactly(
            "sources: http [wiki], lucene [docs, notes]",
            "vectors: minilm",
            "ranking: minilm",
            "who may call: this machine only");
  }

  @Test
  void a_server_without_sources_and_models_says_so() {
    assertThat(StartReport.lines(List.of(), StartReport.ranking("none", "none"), "everybody"))
        .containsExactly(
            "no sources", "vectors: none", "ranking: by words", "who may call: everybody");
  }

  @Test
  void default_reranker_is_named() {
    assertThat(StartReport.ranking("minilm", "bge")).isEqualTo("minilm, then bge");
  }

  @Test
  void many_sources_are_cut() {
    List<SourceState> many =
        IntStream.range(0, 60).mapToObj(i -> source("s" + i, "http", null)).toList();

    assertThat(StartReport.lines(many, "none", "everybody").getFirst())
        .contains("s9 and 50 more")
        .doesNotContain("s10");
  }

  private static SourceState source(String name, String kind, @Nullable String model) {
    return new SourceState(
        name,
        kind,
        "http://me:secret@host/",
        new Capabilities(Set.of(), model, false),
        false,
        SourceSettings.DEFAULTS,
        "closed",
        0,
        0,
        null,
        null,
        null);
  }
}
