package dev.tributary.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.NeighbouringChunks.Joined;
import dev.tributary.text.Splitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbouringChunksTest {
  @Test
  void neighbours_become_one_where_the_best_of_them_stood() {
    List<Joined> joined =
        NeighbouringChunks.joined(
            List.of(
                chunk("docs:guide#3", 9, "third", "docs", "wiki"),
                chunk("docs:other", 8, "other", "docs"),
                chunk("docs:guide#2", 7, "second", "docs", "api"),
                chunk("docs:guide#5", 6, "fifth", "docs"),
                chunk("web:guide#4", 5, "of another source", "web")));
    assertThat(ids(joined))
        .containsExactly("docs:guide#2-3", "docs:other", "docs:guide#5", "web:guide#4");
    RankedPassage first = joined.getFirst().passage();
    assertThat(first.passage().text()).isEqualTo("second\nthird");
    assertThat(first.score()).isEqualTo(9);
    assertThat(first.contributions()).extracting(Contribution::part).containsExactly(9.0);
    assertThat(first.sources()).containsExactly("docs", "wiki", "api");
    assertThat(joined.getFirst().places()).containsExactly(0, 2);
  }

  @Test
  void a_chunk_between_two_joins_all_three_in_the_order_of_the_document() {
    List<Joined> joined =
        NeighbouringChunks.joined(
            List.of(
                chunk("a:d#10", 3, "ten", "a"),
                chunk("a:d#8", 2, "eight", "a"),
                chunk("a:d#9", 1, "nine", "a")));
    assertThat(ids(joined)).containsExactly("a:d#8-10");
    assertThat(joined.getFirst().passage().passage().text()).isEqualTo("eight\nnine\nten");
  }

  @Test
  void a_joined_text_is_never_longer_than_a_passage_may_be() {
    List<RankedPassage> chunks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      chunks.add(chunk("a:d#" + i, 5 - i, "x".repeat(3_000), "a"));
    }
    assertThat(ids(NeighbouringChunks.joined(chunks)))
        .containsExactly("a:d#0-1", "a:d#2-3", "a:d#4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Guide/Install/first part     | Guide/Install/second part    | Guide/Install/first"
            + " part/second part",
        "Guide/Install/first part     | Guide/Use/second part        | Guide/Install/first"
            + " part/Use/second part",
        "Guide/first                  | Guide                        | Guide/first/Guide",
        "it ends with a long sentence | with a long sentence it goes | it ends with a long sentence"
            + " it goes",
        "it ends withal               | all begins                   | it ends withal/all begins",
        "one sentence shared by two   | sentence shared by twos      | one sentence shared by"
            + " two/sentence shared by twos",
        "the very same words here     | the very same words here     | the very same words here",
      })
  void what_both_chunks_say_is_said_once(String first, String second, String both) {
    String text = first.replace('/', '\n');
    assertThat(ChunkText.joined(text, text, second.replace('/', '\n')))
        .isEqualTo(both.replace('/', '\n'));
  }

  @Test
  void any_character_may_stand_in_what_both_say() {
    String row = "ab\0".repeat(20);
    assertThat(ChunkText.joined("x " + row, "x " + row, row)).isEqualTo("x " + row);
    assertThat(ChunkText.joined(row, row, row + "c")).isEqualTo(row + "c");
    assertThat(ChunkText.joined(row, row, "")).isEqualTo(row + "\n");
  }

  @Test
  void a_split_document_is_whole_again_when_its_chunks_are_joined() {
    String text =
        """
        Rivers carry water to the sea, and with it sand, silt and all that dissolves on the way.

        ## Floods
        In spring the snow melts. The level rises within days, and the meadows stand under water.
        Towns behind dykes stay dry as long as these hold; whoever lives before them moves out.

        ## Droughts
        In summer ships lie still. Power stations that need cooling have to throttle, and fish die.
        """;
    List<String> parts = new Splitter(160).split("Rivers", text);
    List<RankedPassage> chunks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      chunks.add(chunk("docs:rivers#" + i, i, parts.get(i), "docs"));
    }
    Collections.shuffle(chunks, new Random(4));
    assertThat(parts).hasSizeGreaterThan(3);
    List<Joined> joined = NeighbouringChunks.joined(chunks);
    assertThat(joined).hasSize(1);
    assertThat(joined.getFirst().passage().passage().text().lines())
        .containsExactlyElementsOf(
            ("Rivers\n" + text.replace("## ", "")).lines().filter(l -> !l.isBlank()).toList());
  }

  private static RankedPassage chunk(String id, double score, String text, String... sources) {
    Passage passage = Given.passage(id, text);
    Contribution part = new Contribution(null, null, null, Signal.BM25, 1, score);
    return new RankedPassage(passage, score, List.of(sources), List.of(part));
  }

  private static List<String> ids(List<Joined> joined) {
    return joined.stream().map(one -> one.passage().passage().id()).toList();
  }
}
