package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFormTest extends SourceFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEXT     | 100 | a:b AND (c)                       | a:b AND (c)",
        "WORDS    | 100 | a:b AND \"c d\" OR-x (NOT) y*     | a b and c d or x not y",
        "WORDS    | 100 | Where does the river flow?        | Where does the river flow",
        "WORDS    | 100 | água, naïve & 河流!                 | água naïve 河流",
        "KEYWORDS | 100 | Where does the river flow?        | river flow",
        "KEYWORDS | 100 | Qual é o maior rio do Brasil?     | maior rio Brasil",
        "KEYWORDS | 100 | reactor                           | reactor",
        "WORDS    | 100 | ?! ... ()                         | ''",
        "TEXT     | 11  | river and sea                     | river and",
        "TEXT     | 10  | incomprehensible                  | incomprehe"
      })
  void question_is_told_as_the_api_takes_it(
      QuestionForm form, int most, String question, String told) {
    assertThat(form.of(question, most)).isEqualTo(told);
  }

  @Test
  void question_of_which_no_word_is_left_is_not_asked() {
    var source = sources.api(api.uri().toString(), java.util.Map.of("question", "words"));
    assertThat(await(source, "?!").passages()).isEmpty();
    assertThat(api.connections()).isZero();
  }
}
