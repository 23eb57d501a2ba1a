package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.conversation.Turn;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.passage.Question;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  @Test
  void question_alone_gets_every_default() {
    RetrievalCall call = read("{\"question\": \"what is a limiter?\"}");
    assertThat(call)
        .isEqualTo(
            new RetrievalCall(
                RetrievalRequest.of(new Question("what is a limiter?")), false, false));
  }

  @Test
  void every_field_is_read() {
    RetrievalCall call =
        read(
            """
            { "question": "q", "top_k": 1000,
              "sources": ["docs", {"name": "wiki", "limit": 5, "wait_ms": 400, "weight": 0.5, "required": true}],
              "exclude_sources": ["old"],
              "filter": {"type": "and", "filters": [{"type": "eq", "key": "lang", "value": "pt"},
                                                    {"type": "in", "key": "year", "value": [2024, 2025]}]},
              "deadline_ms": 1500, "min_sources": 2, "on_partial": "fail",
              "fusion": {"method": "rrf", "k": 10}, "include": ["contributions", "plan"],
              "rerank": {"model": "bge", "top_n": 20, "threshold": 0.5},
              "history": [{"role": "user", "content": "before"}], "queries": ["in other words"] }
            """);
    Filter filter =
        new Compound(
            Compound.Join.AND,
            List.of(
                new Comparison(Operator.EQ, "lang", "pt"),
                new Comparison(Operator.IN, "year", List.of(2024, 2025))));
    assertThat(call)
        .isEqualTo(
            new RetrievalCall(
                new RetrievalRequest(
                        new Question("q"),
                        1000,
                        List.of(
                            SourceChoice.of("docs"),
                            new SourceChoice("wiki", 5, Duration.ofMillis(400), 0.5, true)),
                        Set.of("old"),
                        filter,
                        Duration.ofMillis(1500),
                        2,
                        true,
                        FusionMethod.RRF,
                        10)
                    .rerankedBy(new RerankChoice("bge", 20, 0.5))
                    .inConversation(List.of(new Turn(Turn.Role.USER, "before")))
                    .inOtherWords(List.of(new Question("in other words"))),
                true,
                true));
  }

  @Test
  void null_is_as_good_as_absent() {
    assertThat(read("{\"question\": \"q\", \"top_k\": null, \"sources\": null, \"filter\": null}"))
        .isEqualTo(read("{\"question\": \"q\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                             | #/question      | a question is required",
        "{\"question\": null}                           | #/question      | a question is required",
        "{\"question\": \"\"}                           | #/question      | a question must not be"
            + " blank",
        "{\"question\": \" \\n"
            + "\"}                       | #/question      | a question must not be blank",
        "{\"question\": 7}                              | #/question      | question is a string",
        "{\"question\": \"a\\u0000b\"}                  | #/question      | a question has no"
            + " control characters, this one has U+0000 at position 1",
        "{\"question\": \"a\\ud83d\"}                   | #/question      | question has half a"
            + " surrogate pair at position 1",
        "{\"question\": \"q\", \"top_k\": 0}            | #/top_k         | top_k is a whole number"
            + " from 1 to 1000",
        "{\"question\": \"q\", \"top_k\": 10001}        | #/top_k         | top_k is a whole number"
            + " from 1 to 1000",
        "{\"question\": \"q\", \"top_k\": 1e99}         | #/top_k         | top_k is a whole number"
            + " from 1 to 1000",
        "{\"question\": \"q\", \"top_k\": 9999999999999} | #/top_k        | top_k is a whole number"
            + " from 1 to 1000",
        "{\"question\": \"q\", \"top_k\": \"5\"}        | #/top_k         | top_k is a whole number"
            + " from 1 to 1000",
        "{\"question\": \"q\", \"deadline_ms\": 0}      | #/deadline_ms   | deadline_ms is a whole"
            + " number from 10 to 60000",
        "{\"question\": \"q\", \"deadline_ms\": 600000} | #/deadline_ms   | deadline_ms is a whole"
            + " number from 10 to 60000",
        "{\"question\": \"q\", \"min_sources\": -1}     | #/min_sources   | min_sources is a whole"
            + " number from 0 to 1000",
        "{\"question\": \"q\", \"on_partial\": \"x\"}   | #/on_partial    | unknown word for"
            + " on_partial",
        "{\"question\": \"q\", \"sources\": \"docs\"}   | #/sources       | sources is an array of"
            + " 1 to 1000 items",
        "{\"question\": \"q\", \"sources\": []}         | #/sources       | sources is an array of"
            + " 1 to 1000 items",
        "{\"question\": \"q\", \"sources\": [7]}        | #/sources/0     | this is a JSON object",
        "{\"question\": \"q\", \"sources\": [{}]}       | #/sources/0/name | a source has a name",
        "{\"question\": \"q\", \"sources\": [\"a\", {\"name\": \"a\"}]} | #/sources/1 | this source"
            + " is named twice",
        "{\"question\": \"q\", \"sources\": [{\"name\": \"a\", \"wait_ms\": 0}]} |"
            + " #/sources/0/wait_ms | wait_ms is a whole number from 1 to 60000",
        "{\"question\": \"q\", \"sources\": [{\"name\": \"a\", \"limit\": 0}]} | #/sources/0/limit"
            + " | limit is a whole number from 1 to 1000",
        "{\"question\": \"q\", \"sources\": [{\"name\": \"a\", \"weight\": -1}]} |"
            + " #/sources/0/weight | weight is a number from 0 to 100",
        "{\"question\": \"q\", \"sources\": [{\"name\": \"a\", \"required\": 1}]} |"
            + " #/sources/0/required | required is true or false",
        "{\"question\": \"q\", \"exclude_sources\": [\"a\", \"a\"]} | #/exclude_sources/1 | this"
            + " source is named twice",
        "{\"question\": \"q\", \"fusion\": \"rrf\"}     | #/fusion        | this is a JSON object",
        "{\"question\": \"q\", \"fusion\": {}}          | #/fusion/method | a fusion has a method",
        "{\"question\": \"q\", \"fusion\": {\"method\": \"rrf\", \"k\": 0}} | #/fusion/k | k is a"
            + " whole number from 1 to 1000",
        "{\"question\": \"q\", \"include\": [\"all\"]}  | #/include/0     | unknown word for"
            + " include",
        "{\"question\": \"q\", \"topk\": 3}             | #/topk          | unknown field; did you"
            + " mean \"top_k\"?",
        "{\"question\": \"q\", \"a/b~c d\": 4000}       | #/a~1b~0c%20d   | unknown field",
        "[]                                             | #               | this is a JSON object",
        "\"q\"                                          | #               | this is a JSON object",
      })
  void wrong_field_is_named(String body, String pointer, String detail) {
    InvalidRequest failure = refused(body);
    assertThat(failure.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo(pointer);
              assertThat(error.detail()).isEqualTo(detail);
            });
    assertThat(Problem.of(failure).status()).isEqualTo(400);
  }

  @Test
  void all_that_is_wrong_is_told_at_once() {
    InvalidRequest failure =
        refused("{\"qestion\": \"q\", \"top_k\": 0, \"fusion\": {\"method\": \"best\"}}");
    assertThat(failure.errors())
        .extracting(FieldError::pointer)
        .containsExactly("#/qestion", "#/question", "#/top_k", "#/fusion/method");
    assertThat(Problem.of(failure).status()).isEqualTo(400);
  }

  @Test
  void list_of_what_is_wrong_ends_somewhere() {
    StringBuilder body = new StringBuilder("{\"question\": \"q\"");
    for (int i = 0; i < 1_000; i++) {
      body.append(", \"unknown-").append(i).append("\": 1");
    }
    assertThat(refused(body + "}").errors()).hasSize(FieldErrors.MAX);
  }

  @Test
  void unknown_fusion_method_alone_is_what_this_server_cannot_serve() {
    InvalidRequest failure = refused("{\"question\": \"q\", \"fusion\": {\"method\": \"best\"}}");
    assertThat(failure.errors().getFirst())
        .isEqualTo(
            new FieldError(
                "#/fusion/method", "unknown fusion method", "best", FusionMethod.wireNames()));
    assertThat(Problem.of(failure).status()).isEqualTo(422);
  }

  @Test
  void rejected_value_is_capped() {
    FieldError error =
        refused("{\"question\": \"" + "x".repeat(100_000) + "\"}").errors().getFirst();
    assertThat(error.detail())
        .isEqualTo("a question has at most 10000 characters, this one has 100000");
    assertThat(error.rejected()).hasSize(FieldError.MAX_REJECTED).endsWith("x…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"eq\"}",
        "{\"key\": \"a\", \"value\": 1}",
        "{\"type\": \"like\", \"key\": \"a\", \"value\": 1}",
        "{\"type\": \"eq\", \"key\": \"\", \"value\": 1}",
        "{\"type\": \"eq\", \"key\": \"a\", \"value\": [1]}",
        "{\"type\": \"in\", \"key\": \"a\", \"value\": 1}",
        "{\"type\": \"in\", \"key\": \"a\", \"value\": []}",
        "{\"type\": \"in\", \"key\": \"a\", \"value\": [{}]}",
        "{\"type\": \"gt\", \"key\": \"a\", \"value\": 1e1000000000}",
        "{\"type\": \"lt\", \"key\": \"a\", \"value\": -1e400}",
        "{\"type\": \"in\", \"key\": \"a\", \"value\": [1, 1e-1000000000]}",
        "{\"type\": \"and\", \"filters\": []}",
        "{\"type\": \"and\"}",
        "{\"type\": \"or\", \"filters\": [7]}",
        "{\"type\": \"eq\", \"key\": \"a\", \"value\": 1, \"filters\": []}",
        "7"
      })
  void filter_that_breaks_the_grammar_is_refused_where_it_does(String filter) {
    assertThat(refused("{\"question\": \"q\", \"filter\": " + filter + "}").errors())
        .allSatisfy(error -> assertThat(error.pointer()).startsWith("#/filter"));
  }

  @Test
  void filter_is_bounded_in_depth_and_size() {
    String one = "{\"type\": \"eq\", \"key\": \"a\", \"value\": 1}";
    String deep = one;
    for (int i = 1; i < Filter.MAX_DEPTH; i++) {
      deep = "{\"type\": \"and\", \"filters\": [" + deep + "]}";
    }
    read("{\"question\": \"q\", \"filter\": " + deep + "}");
    String tooDeep = "{\"type\": \"and\", \"filters\": [" + deep + "]}";
    assertThat(refused("{\"question\": \"q\", \"filter\": " + tooDeep + "}").errors().getFirst())
        .extracting(FieldError::detail)
        .isEqualTo("a filter is at most 8 levels deep");
    String wide = String.join(",", java.util.Collections.nCopies(60, one));
    String both = "{\"type\": \"or\", \"filters\": [" + wide + "]}";
    String tooWide = "{\"type\": \"or\", \"filters\": [" + both + "," + both + "]}";
    assertThat(refused("{\"question\": \"q\", \"filter\": " + tooWide + "}").errors().getFirst())
        .extracting(FieldError::detail)
        .isEqualTo("a filter holds at most 100 comparisons");
  }

  @Test
  void malformed_json_is_told_with_line_and_column() {
    assertThat(refused("{\n  \"question\" \"q\"}").errors().getFirst().detail())
        .startsWith("malformed JSON: ")
        .endsWith(" at line 2, column 14");
    assertThat(refused("{\"question\": \"q\"} {").errors().getFirst().detail())
        .contains("line 1, column ");
    assertThat(refused("  ").errors().getFirst().detail())
        .isEqualTo("the body is empty; a JSON object is expected");
    assertThat(refused("[".repeat(100_000)).errors().getFirst().detail()).contains("nesting depth");
  }

  @Test
  void pointer_into_malformed_json_is_capped() {
    assertThat(refused("{\"" + "x".repeat(10_000) + "\": ?}").errors())
        .singleElement()
        .satisfies(error -> assertThat(error.pointer()).hasSizeLessThanOrEqualTo(200));
  }

  @Test
  void field_given_twice_is_refused() {
    FieldError error =
        refused("{\"question\": \"q\",\n\"top_k\": 1, \"top_k\": 2}").errors().getFirst();
    assertThat(error.pointer()).isEqualTo("#/top_k");
    assertThat(error.detail()).contains("Duplicate field 'top_k'").contains("line 2, column ");
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    byte[] latin = "{\"question\": \"ação\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> RequestReader.read(latin))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("the body is not UTF-8: see byte 15");
    byte[] wide = "{\"question\": \"q\"}".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> RequestReader.read(wide)).isInstanceOf(InvalidRequest.class);
  }

  private static RetrievalCall read(String body) {
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static InvalidRequest refused(String body) {
    InvalidRequest failure = catchThrowableOfType(InvalidRequest.class, () -> read(body));
    assertThat(failure).as("nothing is wrong with %s", body).isNotNull();
    return failure;
  }
}
