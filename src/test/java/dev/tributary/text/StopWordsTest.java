package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopWordsTest {
  @ParameterizedTest
  @CsvSource({
    "en, what is the Capital of Brazil?, what Capital Brazil",
    "pt, Qual é a informação do rio?, informação rio",
    "en, to be or not to be, to be or not to be",
    "pt, não é?, não é?",
    "ja, 東京の川, 東京 の 川",
  })
  void little_words_go_and_all_others_stay_as_they_stand(
      String language, String text, String left) {
    assertThat(StopWords.without(text, language).strip()).isEqualTo(left);
  }

  @Test
  void keywords_are_what_a_question_is_about() {
    assertThat(StopWords.keywords("Where does the river flow", "en")).isEqualTo("river flow");
    assertThat(StopWords.keywords("Como é que um rio nasce", "pt")).isEqualTo("rio nasce");
    assertThat(StopWords.keywords("what is it", "en")).isEqualTo("what is it");
  }
}
