package dev.tributary.source.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LangChain4jKindTest {
  private static final NamedBean<ContentRetriever> RETRIEVER = bean("web", "WebRetriever");
  private static final NamedBean<EmbeddingStore<TextSegment>> STORE = bean("papers", "Stores");

  /** None is made before it is asked. */
  private static <T> NamedBean<T> bean(String name, String type) {
    return new NamedBean<>(
        name,
        type,
        () -> {
          throw new AssertionError("made too early");
        });
  }

  @Test
  void every_bean_is_a_source_with_defaults_and_made_by_none_of_this() {
    List<Source> sources = kind().sources();
    assertThat(sources)
        .extracting(Source::toString)
        .containsExactly("langchain4j \"papers\" (Stores)", "langchain4j \"web\" (WebRetriever)");
    assertThat(sources).allMatch(s -> s.settings().equals(SourceSettings.DEFAULTS));
    assertThat(sources.getFirst().capabilities().model()).isEqualTo("minilm-l6-v2-q");
    assertThat(sources.getLast().capabilities().model()).isNull();
  }

  @Test
  void keys_say_more_about_a_bean_and_may_name_its_source() {
    List<Source> sources =
        kind("arxiv.bean=papers", "arxiv.model=bge-small-en-v1.5-q", "arxiv.wait=300ms").sources();
    assertThat(sources).extracting(Source::name).containsExactly("arxiv", "web");
    assertThat(sources.getFirst().capabilities().model()).isEqualTo("bge-small-en-v1.5-q");
    assertThat(sources.getFirst().settings().waitTime()).isEqualTo(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @CsvSource({
    "nobody.wait=1s, nobody, 'papers, web'",
    "a.bean=paper, paper, 'papers, web'",
    "papers.model=none, none, a model",
    "web.model=minilm-l6-v2-q, minilm-l6-v2-q, only for an embedding store",
    "web.dimensions=3, 3, only for an embedding store",
    "web.distance=dot, DOT, only for an embedding store",
    "papers.dimensions=-1, -1, 1 to 65536",
    "papers.dimensions=2000000000, 2000000000, 1 to 65536",
    "web.permits=0, 0, 1 to 10000",
  })
  void bad_value_is_refused_with_key_value_and_what_is_allowed(
      String key, String value, String allowed) {
    assertThatThrownBy(() -> kind(key).sources())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContainingAll("tributary.source.langchain4j", value, allowed);
  }

  @Test
  void two_beans_of_one_name_are_refused() {
    assertThatThrownBy(() -> Bridged.kind(List.of(RETRIEVER, RETRIEVER), List.of()).sources())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContainingAll("\"web\"", "@Named");
  }

  @Test
  void bean_whose_name_is_none_for_a_source_needs_another() {
    NamedBean<ContentRetriever> odd = bean("My Bean", "X");
    assertThatThrownBy(() -> Bridged.kind(List.of(odd), List.of()).sources())
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"My Bean\"");
    assertThat(Bridged.kind(List.of(odd), List.of(), "mine.bean=My Bean").sources())
        .extracting(Source::name)
        .containsExactly("mine");
  }

  @Test
  void class_names_become_words() {
    assertThat(NamedBean.hyphenated("PapersRetriever")).isEqualTo("papers-retriever");
    assertThat(NamedBean.hyphenated("HTTPDocsV2")).isEqualTo("http-docs-v2");
    assertThat(NamedBean.hyphenated("Papers")).isEqualTo("papers");
  }

  private static LangChain4jKind kind(String... keys) {
    return Bridged.kind(List.of(RETRIEVER), List.of(STORE), keys);
  }
}
