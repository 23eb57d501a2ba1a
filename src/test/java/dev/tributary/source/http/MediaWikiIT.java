package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.ExplainingSource;
import dev.tributary.source.Explanation;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both presets of a MediaWiki against a real one. */
@Timeout(300)
class MediaWikiIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Sources SOURCES = new Sources();
  private static MediaWikiServer wiki;

  @BeforeAll
  static void open() throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(
        "Amazon River",
        "The '''Amazon''' is a river that carries more water to the sea than any other.\n\n"
            + "== Tributaries ==\nThe [[Rio Negro]] is its largest tributary on the left.\n");
    pages.put("Rio Negro", "The '''Rio Negro''' carries black water.\n\n== Course ==\nLong.\n");
    pages.put("Água", "A '''água''' corre para o mar; \"aspas\" & <nowiki><tags></nowiki>.\n");
    IntStream.range(0, 25)
        .forEach(i -> pages.put("Brook " + i, "Brook number " + i + " is a small watercourse.\n"));
    wiki = MediaWikiServer.start(pages);
  }

  @AfterAll
  static void close() throws Exception {
    SOURCES.close();
    if (wiki != null) {
      wiki.close();
    }
  }

  private static Source source(String preset, Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.put("preset", preset);
    keys.put("wait", "30s");
    keys.put("user-agent", "Tributary's own test (test@example.org)");
    return SOURCES.api(wiki.api().toString(), keys);
  }

  private static Found ask(Source source, String question) {
    return source.search(SourceFixture.request(question, PATIENCE)).await().atMost(PATIENCE);
  }

  @Test
  void plain_wiki_answers_with_snippets() {
    Found found = ask(source("mediawiki", Map.of()), "What is the largest tributary?");
    assertThat(found.passages())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.title()).isEqualTo("Amazon River");
              assertThat(p.text())
                  .contains("is its largest tributary on the left")
                  .doesNotContain("<");
              assertThat(p.url()).startsWith(wiki.api().resolve("/index.php?curid=").toString());
              assertThat(p.metadata()).containsEntry("published", MediaWikiServer.CHANGED);
            });
    assertThat(found.dropped()).isZero();
    assertThat(found.degraded()).isNull();
  }

  @Test
  void wiki_with_extracts_answers_with_introductions_best_first() {
    Source source = source("wikipedia", Map.of());
    Passage amazon = ask(source, "river sea").passages().getFirst();
    assertThat(amazon.title()).isEqualTo("Amazon River");
    assertThat(amazon.text())
        .isEqualTo("The Amazon is a river that carries more water to the sea than any other.");
    assertThat(amazon.url()).endsWith("/index.php/Amazon_River");
  }

  @Test
  void what_is_not_english_and_what_looks_like_markup_comes_through() {
    for (String preset : List.of("mediawiki", "wikipedia")) {
      assertThat(ask(source(preset, Map.of()), "água mar?").passages())
          .as(preset)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.title()).isEqualTo("Água");
                assertThat(p.text()).contains("\"aspas\" &");
              });
    }
  }

  @Test
  void pages_of_hits_follow_each_other() {
    for (String preset : List.of("mediawiki", "wikipedia")) {
      Found found = ask(source(preset, Map.of("page-size", "4")), "small watercourse");
      assertThat(found.passages()).as(preset).hasSize(10).doesNotHaveDuplicates();
      assertThat(found.degraded()).as(preset).isNull();
    }
  }

  @Test
  void nothing_found_is_nothing_and_no_failure() {
    for (String preset : List.of("mediawiki", "wikipedia")) {
      Source source = source(preset, Map.of());
      assertThat(ask(source, "xylophone").passages()).as(preset).isEmpty();
      source.check().await().atMost(PATIENCE);
    }
  }

  @Test
  void what_is_wrong_is_told_in_its_own_words() {
    Source wrong = source("mediawiki", Map.of("query.\"list\"", "no-such-list"));
    // Without a list it answers with neither hits nor an error.
    assertThat(
            SourceFixture.failure(
                wrong.search(SourceFixture.request("sea", PATIENCE)), ErrorKind.PROTOCOL))
        .hasMessageContaining("batchcomplete");
    Source worse = source("mediawiki", Map.of("query.\"action\"", "no-such-action"));
    assertThat(
            SourceFixture.failure(
                worse.search(SourceFixture.request("sea", PATIENCE)), ErrorKind.PROTOCOL))
        .hasMessageContaining("no-such-action");
  }

  @Test
  void explanation_shows_what_each_path_found() {
    Explanation told =
        ((ExplainingSource) source("wikipedia", Map.of()))
            .explain(SourceFixture.request("river sea", PATIENCE))
            .await()
            .atMost(PATIENCE);
    assertThat(told.error()).isNull();
    assertThat(told.mapping())
        .filteredOn(f -> f.key().equals("fields.text") || f.key().equals("fields.rank"))
        .hasSize(2)
        .allSatisfy(f -> assertThat(f.found()).isPositive());
  }
}
