package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @Test
  void no_words_set_nothing() {
    assertThat(CommandLine.keys()).isEmpty();
  }

  @Test
  void options_of_a_command_are_its_keys() {
    assertThat(
            CommandLine.keys(
                "evaluate", "--questions", "q.jsonl", "--qrels=a=b.tsv", "--folds", "5"))
        .isEqualTo(
            Map.of(
                "tributary.evaluate.questions",
                "q.jsonl",
                "tributary.evaluate.qrels",
                "a=b.tsv",
                "tributary.evaluate.folds",
                "5"));
    assertThat(CommandLine.keys("check", "--source", "wiki"))
        .isEqualTo(Map.of("tributary.check.source", "wiki"));
  }

  @Test
  void option_that_is_there_twice_is_a_list() {
    assertThat(CommandLine.keys("evaluate", "--questions", "a", "--questions", "b", "--qrels", "c"))
        .containsEntry("tributary.evaluate.questions", "a,b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evalute | \"evalute\" is no command. Allowed: check, evaluate",
        "evaluate --questions q | evaluate needs --qrels",
        "evaluate q | \"q\" is no option",
        "evaluate --questions --qrels q | --questions has no value",
        "check --source | --source has no value"
      })
  void what_is_no_command_is_told(String words, String told) {
    assertThatThrownBy(() -> CommandLine.keys(words.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
