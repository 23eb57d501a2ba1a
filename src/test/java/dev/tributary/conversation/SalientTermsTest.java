package dev.tributary.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.conversation.Turn.Role;
import dev.tributary.passage.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalientTermsTest {
  @Test
  void question_that_refers_to_something_gets_what_was_talked_about() {
    assertThat(asked("how fast does it flow?", user("tell me about the river Amazon")))
        .isEqualTo("how fast does it flow? tell river Amazon");
    assertThat(asked("e quem construiu ela?", user("qual é a ponte mais longa do Brasil?")))
        .isEqualTo("e quem construiu ela? ponte longa Brasil");
  }

  @Test
  void short_question_and_one_that_goes_on_lean_too() {
    assertThat(asked("opening hours?", user("where is the Gulbenkian museum in Lisbon?")))
        .isEqualTo("opening hours? Gulbenkian museum Lisbon");
    assertThat(asked("and what about the tickets for children", user("Gulbenkian museum")))
        .isEqualTo("and what about the tickets for children Gulbenkian museum");
  }

  @Test
  void question_that_stands_alone_is_left_as_it_is() {
    String alone = "which rivers cross the city of Porto?";
    assertThat(asked(alone, user("tell me about the glaciers of Iceland"))).isEqualTo(alone);
    String portuguese = "o que diz o contrato sobre prazos?";
    assertThat(asked(portuguese, user("qual é a ponte mais longa?"))).isEqualTo(portuguese);
    assertThat(asked("it?")).isEqualTo("it?");
  }

  @Test
  void what_the_last_answer_names_counts_and_what_it_says_besides_does_not() {
    assertThat(
            asked(
                "when was he born?",
                user("who wrote Dom Casmurro?"),
                answer("The novel was written by Machado de Assis in old Rio.")))
        .isEqualTo("when was he born? wrote Dom Casmurro Machado Assis Rio");
  }

  @Test
  void newer_turns_weigh_more_and_their_words_come_first() {
    assertThat(asked("is it safe?", user("alpha beta"), user("gamma beta")))
        .isEqualTo("is it safe? beta gamma alpha");
  }

  @Test
  void words_of_the_question_are_not_repeated_in_any_form() {
    assertThat(asked("does it have bridges?", user("the Douro and the bridge")))
        .isEqualTo("does it have bridges? Douro");
  }

  @Test
  void question_that_stands_in_the_history_itself_is_not_its_own_subject() {
    assertThat(asked("what is it?", user("the Douro"), user("what is it?")))
        .isEqualTo("what is it? Douro");
  }

  @Test
  void what_the_operator_told_the_assistant_is_not_talked_about() {
    assertThat(asked("what is it?", new Turn(Role.SYSTEM, "You are a pirate called Bonny")))
        .isEqualTo("what is it?");
  }

  @Test
  void no_more_than_eight_words_are_added() {
    assertThat(asked("what is it?", user("a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1")).split(" ", -1))
        .hasSize(3 + SalientTerms.TERMS);
  }

  @ParameterizedTest
  @CsvSource({"'', 'xy'", "'\uD83C', 'a'", "'日本語の文章', '川'", "'...', '?!'"})
  void any_history_gives_a_question(String said, String question) {
    assertThat(asked(question, user(said))).isNotBlank();
    assertThat(asked(question, user("x"), answer(said))).isNotBlank();
  }

  @Test
  void same_conversation_gives_the_same_question_and_keeps_its_words() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Turn> history = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        String content = "word" + random.nextInt(20) + " Name" + random.nextInt(20) + " and it";
        history.add(new Turn(random.nextBoolean() ? Role.USER : Role.ASSISTANT, content));
      }
      String question = "what is it with word" + random.nextInt(20) + "?";
      String asked = asked(question, history.toArray(Turn[]::new));
      assertThat(asked).startsWith(question);
      assertThat(asked(question, history.toArray(Turn[]::new))).isEqualTo(asked);
    }
  }

  private static String asked(String question, Turn... history) {
    return SalientTerms.standalone(new Question(question), List.of(history)).text();
  }

  private static Turn user(String content) {
    return new Turn(Role.USER, content);
  }

  private static Turn answer(String content) {
    return new Turn(Role.ASSISTANT, content);
  }
}
