package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrelsTest {
  private static Qrels read(String... lines) {
    Qrels qrels = new Qrels();
    qrels.read(List.of(lines));
    return qrels;
  }

  @Test
  void header_may_be_there_or_not() {
    assertThat(read("query-id\tcorpus-id\tscore", "q1\td1\t2").of("q1"))
        .isEqualTo(read("q1\td1\t2").of("q1"))
        .isEqualTo(Map.of("d1", 2));
  }

  @Test
  void four_columns_of_trec_eval_are_read_too() {
    assertThat(read("301 0 FBIS3-10082 1", "301\t0\tFBIS3-10169\t0").of("301"))
        .isEqualTo(Map.of("FBIS3-10082", 1, "FBIS3-10169", 0));
  }

  @Test
  void ids_between_tabs_may_hold_spaces() {
    assertThat(read("q 1\tsome file.md#2\t1\r").of("q 1")).isEqualTo(Map.of("some file.md#2", 1));
  }

  @Test
  void several_files_are_read_one_after_the_other() {
    Qrels qrels = read("query-id\tcorpus-id\tscore", "q1\td1\t1");
    qrels.read(List.of("query-id\tcorpus-id\tscore", "q2\td2\t1", ""));

    assertThat(qrels.questions()).isEqualTo(2);
  }

  @Test
  void mark_at_the_start_of_a_file_belongs_to_no_id() {
    assertThat(read("\ufeffq1\td1\t1").of("q1")).isEqualTo(Map.of("d1", 1));
    assertThat(read("\ufeffquery-id\tcorpus-id\tscore", "q1\td1\t1").questions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"q1\td1\tyes", "q1\td1\t1.5", "q1 d1 1000000000"})
  void first_line_that_is_neither_header_nor_judgment_is_named_too(String line) {
    assertThatThrownBy(() -> read(line, "q1\td2\t1"))
        .hasMessageContaining("line 1: ")
        .hasMessageContaining(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"q1\td1", "q1\td1\tyes", "q1\td1\t1.5", "a\tb\tc\td\t1", "q1\t\t1", "q1\t \t1"})
  void line_that_is_no_judgment_is_named(String line) {
    assertThatThrownBy(() -> read("q1\td1\t1", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining(line);
  }

  @Test
  void document_may_not_be_judged_in_two_ways() {
    assertThat(read("q1\td1\t1", "q1\td1\t1").of("q1")).hasSize(1);
    assertThatThrownBy(() -> read("q1\td1\t1", "q1\td1\t2")).hasMessageContaining("line 2: ");
  }

  @Test
  void questions_without_a_relevant_document_are_skipped_and_counted() {
    Qrels qrels = read("q1\td1\t1", "q2\td1\t0", "q9\td1\t1");
    List<TestQuestion> questions =
        List.of(
            TestQuestion.of("{\"_id\": \"q1\", \"text\": \"a\"}"),
            TestQuestion.of("{\"_id\": \"q2\", \"text\": \"b\"}"),
            TestQuestion.of("{\"_id\": \"q3\", \"text\": \"c\"}"));

    TestCollection collection = TestCollection.of(questions, qrels);

    assertThat(collection.questions()).extracting(q -> q.id()).containsExactly("q1");
    assertThat(collection.skipped()).isEqualTo(2);
    assertThatThrownBy(() -> TestCollection.of(questions.subList(1, 3), qrels))
        .hasMessageContaining("none of 2 questions")
        .hasMessageContaining("3 questions");
    assertThatThrownBy(() -> TestCollection.of(List.of(questions.get(0), questions.get(0)), qrels))
        .hasMessageContaining("q1 stands twice");
  }

  @Test
  void language_is_declared_or_guessed_or_unknown() {
    assertThat(TestQuestion.of("{\"_id\": 7, \"text\": \"x\", \"lang\": \"pt-BR\"}"))
        .extracting(TestQuestion::id, TestQuestion::language)
        .containsExactly("7", "pt");
    assertThat(TestQuestion.of("{\"_id\": \"q\", \"text\": \"Como faço para isso?\"}").language())
        .isEqualTo("pt");
    assertThat(TestQuestion.of("{\"_id\": \"q\", \"text\": \"Xyzzy\"}").language())
        .isEqualTo("und");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"text\": \"x\"}",
        "{\"_id\": \"q\"}",
        "{\"_id\": \"q\", \"text\": \" \"}"
      })
  void line_that_is_no_question_is_refused(String line) {
    assertThatThrownBy(() -> TestQuestion.of(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
