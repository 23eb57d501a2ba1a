package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SourceException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HitMappingTest {
  @Test
  void fields_of_the_same_name_need_no_mapping() throws Exception {
    Passage passage =
        one(
            """
            {"id": 7, "title": "T", "url": "https://x.test/7", "text": "Text", "score": 1.5,
             "published": "2024-05-06"}
            """);
    assertThat(passage)
        .isEqualTo(
            new Passage(
                "api:7",
                "api",
                "T",
                "https://x.test/7",
                "Text",
                null,
                Map.of("published", "2024-05-06"),
                Signal.SCORE,
                1.5,
                null));
  }

  @Test
  void hits_are_found_at_any_path() throws Exception {
    String answer = "{\"a\":{\"b\":[{\"x\":{\"text\":\"one\"}},{\"x\":{\"text\":\"two\"}}]}}";
    for (String path : List.of("$.a.b[*].x", "$.a.b..x", "$['a']['b'][*].x")) {
      assertThat(read(mapping(path, null), answer, 10).passages())
          .as(path)
          .extracting(Passage::text)
          .containsExactly("one", "two");
    }
    for (String path : List.of("$.a.b", "$.a.b[*]")) {
      HitMapping nested = mapping(path, null, "$.x.text");
      assertThat(read(nested, answer, 10).passages()).as(path).hasSize(2);
    }
  }

  @Test
  void single_object_is_a_single_hit() throws Exception {
    assertThat(read(mapping("$.hit", null), "{\"hit\":{\"text\":\"one\"}}", 10).passages())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"results\":[]}", "{\"results\":null}"})
  void empty_list_is_no_hits(String answer) throws Exception {
    for (String path : List.of("$.results[*]", "$.results", "$['results'][*]")) {
      assertThat(read(mapping(path, null), answer, 10)).as(path).isEqualTo(Found.of(List.of()));
    }
  }

  @Test
  void filter_that_matches_no_hit_is_no_hits() throws Exception {
    HitMapping filtered = mapping("$.results[?(@.kind=='page')]", null);
    assertThat(read(filtered, "{\"results\":[{\"kind\":\"user\"}]}", 10).passages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.results[*]      | {\"hits\":[],\"total\":0}   | hits, total",
        "$['results'][*]   | {\"hits\":[],\"total\":0}   | hits, total",
        "$..results[*]     | {\"hits\":[],\"total\":0}   | hits, total",
        "$.results[*]      | {\"results\":\"none\"}      | results",
        "$.results[*]      | []                          | $.results[*]",
        "$.results[*]      | \"text\"                    | $.results[*]",
        "$.results.list[*] | {\"results\":[]}            | results",
        "$.results[*]      | {\"results\":[{\"body\":1}]} | it has body",
        "$.results[*]      | {\"results\":[null, 3]}     | $.text"
      })
  void mapping_that_matches_nothing_is_a_protocol_failure_and_says_what_is_there(
      String results, String answer, String said) {
    assertThatThrownBy(() -> read(mapping(results, null), answer, 10))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContaining(said);
  }

  @Test
  void malformed_hit_is_dropped_and_counted() throws Exception {
    Found found =
        read(
            mapping("$.results[*]", null),
            """
            {"results":[{"id":1}, null, 5, {"id":2,"text":" "}, {"id":3,"text":{}},
             {"id":4,"text":"kept"}, {"id":4,"text":"again"}]}
            """,
            10);
    assertThat(found.passages()).extracting(Passage::id).containsExactly("api:4");
    assertThat(found.dropped()).isEqualTo(6);
  }

  @Test
  void no_more_than_the_limit_is_read() throws Exception {
    String answer = "{\"results\":[{\"text\":\"a\"},{\"text\":\"b\"},{\"id\":3}]}";
    Found found = read(mapping("$.results[*]", null), answer, 2);
    assertThat(found.passages()).hasSize(2);
    assertThat(found.dropped()).isZero();
  }

  @Test
  void rank_puts_hits_in_order() throws Exception {
    String answer =
        """
        {"results":[{"text":"third","n":3},{"text":"last"},{"text":"first","n":"1"},
         {"text":"second","n":2}]}
        """;
    assertThat(read(mapping("$.results[*]", "$.n"), answer, 3).passages())
        .extracting(Passage::text)
        .containsExactly("first", "second", "third");
  }

  @Test
  void scores_count_only_when_every_hit_has_one() throws Exception {
    HitMapping mapping = mapping("$.results[*]", null);
    String all = "{\"results\":[{\"text\":\"a\",\"score\":\"0.5\"},{\"text\":\"b\",\"score\":1}]}";
    assertThat(read(mapping, all, 10).passages()).extracting(Passage::rawScore).contains(0.5, 1.0);
    String some = "{\"results\":[{\"text\":\"a\",\"score\":2},{\"text\":\"b\",\"score\":\"NaN\"}]}";
    assertThat(read(mapping, some, 10).passages())
        .allSatisfy(
            p -> {
              assertThat(p.signal()).isEqualTo(Signal.RANK);
              assertThat(p.rawScore()).isNull();
            });
  }

  @Test
  void html_is_stripped_from_text_and_title() throws Exception {
    Passage passage =
        one("{\"title\":\"R&amp;D <b>2024</b>\",\"text\":\"<p>a <em>b</em> &lt; c</p>\"}");
    assertThat(passage.title()).isEqualTo("R&D 2024");
    assertThat(passage.text()).isEqualTo("a b < c");
  }

  @Test
  void title_stands_in_for_a_missing_text() throws Exception {
    assertThat(one("{\"title\":\"Only a title\",\"text\":null}").text()).isEqualTo("Only a title");
  }

  @Test
  void list_of_strings_is_text_of_several_lines() throws Exception {
    assertThat(one("{\"text\":[\"one\",null,{\"x\":1},\"two\"]}").text()).isEqualTo("one\ntwo");
  }

  @Test
  void long_text_is_cut_and_never_in_the_middle_of_a_pair() throws Exception {
    assertThat(one("{\"text\":\"" + "x".repeat(9_000) + "\"}").text()).hasSize(8_000);
    String pairs = one("{\"text\":\"x" + "🌊".repeat(5_000) + "\"}").text();
    assertThat(pairs).hasSize(7_999).endsWith("🌊");
  }

  @Test
  void hit_without_an_id_is_named_by_its_content() throws Exception {
    Passage passage = one("{\"url\":\"https://x.test\",\"text\":\"t\"}");
    assertThat(passage.id()).isEqualTo(PassageId.ofContent("api", "https://x.test", "t"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.test/a?b, https://x.test/a?b",
    "/wiki/River, https://api.test/wiki/River",
    "//cdn.test/x, https://cdn.test/x",
    "javascript:alert(1), ",
    "mailto:a@b.c, ",
    "not a url, "
  })
  void url_is_one_that_a_browser_may_open(String given, @Nullable String expected)
      throws Exception {
    assertThat(one("{\"text\":\"t\",\"url\":\"" + given + "\"}").url()).isEqualTo(expected);
  }

  @Test
  void metadata_is_flat_bounded_and_typed() throws Exception {
    JsonNode hit =
        json(
            """
            {"text":"t","a":{"b":{"c":1},"tags":["x",2,true]},"none":null,"big":"%s","when":0}
            """
                .formatted("x".repeat(17_000)));
    MetadataMapping mapping =
        new MetadataMapping(
            path("$.when"), Map.of("a", path("$.a"), "none", path("$.none"), "big", path("$.big")));
    assertThat(mapping.read(hit))
        .isEqualTo(
            Map.of(
                "published", "1970-01-01T00:00:00Z", "a.b.c", 1, "a.tags", List.of("x", 2, true)));
  }

  @Test
  void metadata_has_at_most_64_keys() throws Exception {
    StringBuilder object = new StringBuilder("{\"m\":{\"k0\":0");
    for (int i = 1; i < 100; i++) {
      object.append(",\"k").append(i).append("\":").append(i);
    }
    MetadataMapping mapping = new MetadataMapping(path("$.no"), Map.of("m", path("$.m")));
    assertThat(mapping.read(json(object + "}}"))).hasSize(64).containsEntry("m.k63", 63);
  }

  static Passage one(String hit) throws Exception {
    return read(mapping("$.results[*]", null), "{\"results\":[" + hit + "]}", 10)
        .passages()
        .getFirst();
  }

  static Found read(HitMapping mapping, String answer, int limit) throws Exception {
    return mapping.read("api.test", json(answer), limit).found();
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JsonBody.MAPPER.readTree(text);
  }

  static HitMapping mapping(String results, @Nullable String rank) {
    return mapping(results, rank, "$.text");
  }

  static HitMapping mapping(String results, @Nullable String rank, String text) {
    return new HitMapping(
        List.of(path(results)),
        null,
        null,
        rank == null ? null : path(rank),
        new HitFields(
            "api",
            URI.create("https://api.test"),
            false,
            null,
            path("$.id"),
            path("$.title"),
            path("$.url"),
            path(text),
            path("$.score"),
            new MetadataMapping(path("$.published"), Map.of())));
  }

  static JsonLookup path(String path) {
    return JsonLookup.of("key", path);
  }
}
