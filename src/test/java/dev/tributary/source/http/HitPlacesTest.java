package dev.tributary.source.http;

import static dev.tributary.source.http.HitMappingTest.mapping;
import static dev.tributary.source.http.HitMappingTest.one;
import static dev.tributary.source.http.HitMappingTest.path;
import static dev.tributary.source.http.HitMappingTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.source.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the parts of a hit may stand: at one of several places, in pieces, or nowhere. */
class HitPlacesTest {
  @Test
  void first_of_several_places_counts_that_has_something() throws Exception {
    String hit = "{\"a\":\"\",\"c\":\"it\",\"d\":\"too late\"}";
    assertThat(
            read(mapping("$.results[*]", null, "$.a | $.b | $.c | $.d"), results(hit), 10)
                .passages())
        .extracting(Passage::text)
        .containsExactly("it");
  }

  @Test
  void text_is_put_together_from_several_places() throws Exception {
    HitMapping composed = mapping("$.results[*]", null, "{$.q}? {$.a}! | $.q");
    assertThat(read(composed, results("{\"q\":\"Why\",\"a\":\"So\"}"), 10).passages())
        .extracting(Passage::text)
        .containsExactly("Why? So!");
    assertThat(read(composed, results("{\"q\":\"Why\",\"a\":null}"), 10).passages())
        .extracting(Passage::text)
        .containsExactly("Why");
  }

  @Test
  void hits_of_several_places_follow_each_other() throws Exception {
    assertThat(
            read(
                    new HitMapping(
                        List.of(path("$.a"), path("$.b[*]"), path("$.c")),
                        null,
                        null,
                        null,
                        mapping("$", null).fields()),
                    "{\"a\":{\"text\":\"1\"},\"b\":[{\"text\":\"2\"}]}",
                    10)
                .passages())
        .extracting(Passage::text)
        .containsExactly("1", "2");
  }

  @Test
  void what_is_mapped_to_none_is_not_read() throws Exception {
    HitMapping none = mapping("$.results[*]", null, "none");
    assertThat(read(none, results("{\"title\":\"T\",\"text\":\"t\"}"), 10).passages())
        .extracting(Passage::text)
        .containsExactly("T");
  }

  @Test
  void hit_whose_text_is_there_but_empty_is_no_wrong_mapping() throws Exception {
    assertThat(read(mapping("$.results[*]", null), results("{\"text\":\"\"}"), 10))
        .isEqualTo(new Found(List.of(), 1, null));
  }

  @Test
  void index_of_words_is_read_back_to_its_text() throws Exception {
    assertThat(one("{\"text\":{\"the\":[0,2],\"sea\":[3],\"To\":[1]}}").text())
        .isEqualTo("the To the sea");
  }

  private static String results(String hit) {
    return "{\"results\":[" + hit + "]}";
  }
}
