package dev.tributary.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolBm25Test {
  @Test
  void scores_are_those_of_the_formula() {
    // Lengths 2, 4 and 3: 3 on average. "river" is in two texts of three, "stone" in one, as is
    // "river stone".
    double[] scores =
        scores("river stone", "river water", "river river stone bridge", "lake water hill");
    double river = Math.log(1 + 1.5 / 2.5);
    double stone = Math.log(1 + 2.5 / 1.5);
    double shortNorm = 0.9 * (0.5 + 0.5 * 2 / 3);
    double longNorm = 0.9 * (0.5 + 0.5 * 4 / 3);
    assertThat(scores[0]).isEqualTo(river / (1 + shortNorm), within(1e-12));
    assertThat(scores[1])
        .isEqualTo(river * 2 / (2 + longNorm) + 1.3 * stone / (1 + longNorm), within(1e-12));
    assertThat(scores[2]).isZero();
    assertThat(scores[0]).as("0.4700 / 1.75").isEqualTo(0.26857, within(5e-6));
  }

  @Test
  void a_term_asked_twice_counts_twice() {
    double once = scores("river", "river water", "lake")[0];
    assertThat(scores("river river", "river water", "lake")[0]).isEqualTo(2 * once, within(1e-12));
  }

  @Test
  void words_side_by_side_count_more_when_the_question_has_them_so() {
    double[] apart =
        scores("interest rate", "the interest of a lender in a rate", "rate of the interest", "x");
    double[] together =
        scores("interest rate", "a lender and the interest rate", "rate of the interest", "x");
    assertThat(together[0]).isGreaterThan(apart[0]);
    assertThat(together[1]).as("the other way round is no pair").isEqualTo(apart[1]);
  }

  @Test
  void a_word_in_the_title_counts_twice() {
    double inTitle = scoreOfRivers("River", "water flows by");
    double inText = scoreOfRivers("Water", "river flows by");
    assertThat(inText).isPositive();
    // Three terms and the title's once more, beside a text of three.
    double norm = 0.9 * (0.5 + 0.5 * 4 / 3.5);
    assertThat(inTitle / inText).isEqualTo(2 / (2 + norm) * (1 + norm), within(1e-12));
  }

  @Test
  void a_title_that_the_text_repeats_is_the_title_once() {
    assertThat(scoreOfRivers("River", "River\nwater flows by"))
        .isEqualTo(scoreOfRivers("River", "water flows by"));
  }

  private static double scoreOfRivers(String title, String text) {
    Passage titled =
        new Passage("a:1", "a", title, null, text, "en", Map.of(), Signal.RANK, null, null);
    return scoresOf(
        new Question("rivers"),
        List.of(
            PassageText.of(titled),
            PassageText.of(Given.inLanguage("b:1", "en", "stones stay put"))))[0];
  }

  @Test
  void each_language_is_matched_by_its_own_stems() {
    List<PassageText> texts =
        List.of(
            PassageText.of(Given.inLanguage("a:1", "pt", "As decisões foram tomadas ontem")),
            PassageText.of(Given.inLanguage("b:1", "en", "They were running decisions")),
            PassageText.of(Given.inLanguage("c:1", "pt-BR", "A decisão")));
    double[] portuguese = scoresOf(new Question("decisão"), texts);
    assertThat(portuguese[0]).isPositive();
    assertThat(portuguese[2]).isPositive();
    assertThat(portuguese[1]).isZero();
    double[] english = scoresOf(new Question("decision"), texts);
    assertThat(english[1]).isPositive();
  }

  @Test
  void the_one_passage_in_the_language_of_the_question_wins_over_many_in_another() {
    List<PassageText> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String particle = i % 10 == 0 ? "no com tem " : "";
      texts.add(
          PassageText.of(
              Given.inLanguage("e:" + i, "en", particle + "the capital of the country " + i)));
    }
    texts.add(
        PassageText.of(Given.inLanguage("p:1", "pt", "Brasília é a capital do Brasil desde 1960")));
    double[] scores = scoresOf(new Question("qual é a capital do Brasil no mapa"), texts);
    for (int i = 0; i < 40; i++) {
      assertThat(scores[40]).isGreaterThan(scores[i]);
    }
  }

  @Test
  void a_language_is_declared_or_in_the_metadata_or_guessed() {
    Passage guessed = Given.passage("a:1", "O rio que passa pela cidade não é o mesmo para você");
    Passage inMetadata =
        new Passage(
            "a:2", "a", null, null, "x", null, Map.of("lang", "de"), Signal.RANK, null, null);
    assertThat(languageOf(guessed)).isEqualTo("pt");
    assertThat(languageOf(inMetadata)).isEqualTo("de");
    assertThat(languageOf(Given.inLanguage("a:3", "EN-us", "x"))).isEqualTo("en");
    assertThat(languageOf(Given.inLanguage("a:4", "ja", "東京"))).isEqualTo(PassageText.OTHER);
  }

  @Test
  void a_passage_that_does_not_tell_its_language_is_read_as_the_question_is() {
    PassageText title = PassageText.of(Given.passage("a:1", "Running rivers"));
    assertThat(title.analysed("pt").language()).isEqualTo("pt");
    assertThat(title.analysed("en").language()).isEqualTo("en");
    assertThat(scoresOf(new Question("what is a river that runs"), List.of(title))[0]).isPositive();
  }

  @Test
  void stop_words_of_the_question_match_nothing_in_another_language() {
    List<PassageText> texts =
        List.of(
            PassageText.of(Given.inLanguage("a:1", "en", "qual is a qual")),
            PassageText.of(Given.inLanguage("b:1", "pt", "o mapa")));
    double[] scores = scoresOf(new Question("qual é o mapa que não tem rio"), texts);
    assertThat(scores[0]).isZero();
    assertThat(scores[1]).isPositive();
  }

  @Test
  void scripts_without_spaces_are_matched() {
    assertThat(scoresOf("ja", "東京", "東京は日本の首都です", "大阪")[0]).isPositive();
  }

  @Test
  void nothing_to_score_and_nothing_to_match_are_fine() {
    assertThat(scores("river")).isEmpty();
    assertThat(scores("the", "the", "")).containsExactly(0, 0);
    assertThat(scores("?!", "river", "😀")).containsExactly(0, 0);
  }

  private static double[] scores(String question, String... texts) {
    return scoresOf("en", question, texts);
  }

  private static double[] scoresOf(String language, String question, String... texts) {
    List<PassageText> all = new ArrayList<>();
    for (String text : texts) {
      all.add(PassageText.of(Given.inLanguage("a:" + all.size(), language, text)));
    }
    return scoresOf(new Question(question), all);
  }

  private static double[] scoresOf(Question question, List<PassageText> texts) {
    return PoolBm25.scores(question, texts, Tuning.DEFAULT);
  }

  private static String languageOf(Passage passage) {
    return PassageText.of(passage).analysed("none").language();
  }
}
