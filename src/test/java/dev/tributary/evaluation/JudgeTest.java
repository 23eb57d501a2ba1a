package dev.tributary.evaluation;

import static dev.tributary.evaluation.Found.passages;
import static dev.tributary.evaluation.Found.ranked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.ranking.RankedPassage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static Judge judge(Map<String, Integer> judgments) {
    return new Judge(judgments, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "docs:guide#2, docs:guide#2, 1",
    "docs:guide,   docs:guide#2, 1",
    "guide,        docs:guide#2, 1",
    "guide,        docs:guide,   1",
    "a file.md,    docs:a%20file.md#0, 1",
    "docs:guide#1, docs:guide#2, -1",
    "wiki:guide,   docs:guide,   -1"
  })
  void judged_id_names_a_passage_a_document_of_a_source_or_a_document_of_any(
      String judged, String found, int score) {
    assertThat(judge(Map.of(judged, 1)).scores(List.of(ranked(found)))).containsExactly(score);
  }

  @Test
  void most_exact_id_counts() {
    Judge judge = judge(Map.of("guide", 1, "docs:guide", 2, "docs:guide#2", 3));

    assertThat(judge.scores(List.of(ranked("docs:guide#2"), ranked("docs:guide#1"))))
        .containsExactly(3, 2);
  }

  @Test
  void document_counts_once_where_its_best_part_stands() {
    Judge judge = judge(Map.of("guide", 2));

    assertThat(
            judge.scores(
                List.of(
                    ranked("docs:other#1"),
                    ranked("docs:other#2"),
                    ranked("docs:guide#7"),
                    ranked("docs:guide#1"))))
        .containsExactly(-1, 2);
  }

  @Test
  void merged_passage_is_every_document_it_was_merged_from() {
    Passage page = Found.passage("mirror:page", "The guide itself.");
    Judge judge =
        new Judge(
            Map.of("docs:guide", 2, "mirror:page", 1, "docs:x", 3),
            Map.of(
                "docs",
                List.of(Found.passage("docs:x"), Found.passage("docs:guide", "The guide itself.")),
                "mirror",
                List.of(page)));

    assertThat(
            judge.scores(List.of(new RankedPassage(page, 1, List.of("mirror", "docs"), List.of()))))
        .containsExactly(2);
  }

  @Test
  void passage_is_what_was_merged_into_it_for_being_alike_too() {
    RankedPassage ranked =
        new RankedPassage(
            Found.passage("docs:a"),
            1,
            List.of("docs"),
            List.of(),
            List.of("docs:b#1", "docs:c#1"));

    assertThat(judge(Map.of("docs:b", 1, "docs:c", 3)).scores(List.of(ranked))).containsExactly(3);
  }

  @Test
  void list_of_one_source_is_judged_by_itself() {
    Judge judge = new Judge(Map.of("b", 1), Map.of("docs", passages("docs:a", "docs:b#0")));

    assertThat(judge.scoresOfSource("docs")).containsExactly(-1, 1);
    assertThat(judge.scoresOfSource("silent")).isEmpty();
  }
}
