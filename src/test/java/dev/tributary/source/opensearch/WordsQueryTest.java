package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both products refuse a query of more than 1,024 terms. */
class WordsQueryTest {
  @ParameterizedTest
  @ValueSource(strings = {",", " ", "/", ", "})
  void little_words_alone_are_searched_once_each(String between) {
    String question = ("the" + between + "of" + between).repeat(1_000);
    assertThat(words(question)).containsExactly("the", "of");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", " ", "/", ";"})
  void of_many_words_the_first_are_searched(String between) {
    String question =
        IntStream.range(0, 1_200).mapToObj(i -> "word" + i).collect(Collectors.joining(between));
    assertThat(words(question)).hasSize(200).startsWith("word0", "word1");
  }

  @Test
  void short_question_is_searched_as_it_is() {
    String question = "What is a \"break-even\" point, and 3.14?";
    assertThat(query(question)).isEqualTo(question);
  }

  private static List<String> words(String question) {
    return List.of(query(question).strip().split("[^a-z0-9]+", -1));
  }

  private static String query(String question) {
    return WordsQuery.of(question, List.of("text", "title"), null)
        .at("/multi_match/query")
        .textValue();
  }
}
