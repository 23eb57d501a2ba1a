package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a request that ask for more: who judges, what was said, other words. */
class FeatureFieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "rerank": "bge"                                   | #/rerank           | this is a JSON object
          "rerank": {"name": "a"}                           | #/rerank/name      | unknown field
          "rerank": {"model": 1}                            | #/rerank/model     | model is a string
          "rerank": {"top_n": 0}                            | #/rerank/top_n     | top_n is a whole number from 1 to 1000
          "rerank": {"threshold": 1.01}                     | #/rerank/threshold | threshold is a number from 0 to 1
          "rerank": {"model": "none", "threshold": 0.1}     | #/rerank/threshold | nobody judges when model is none
          "rerank": {"model": "none", "top_n": 5}           | #/rerank/top_n     | nobody judges when model is none
          "history": "hi"                                   | #/history          | history is an array of 0 to 100 items
          "history": ["hi"]                                 | #/history/0        | this is a JSON object
          "history": [{"role": "user"}]                     | #/history/0/content | a turn has a content
          "history": [{"role": "bot", "content": "x"}]      | #/history/0/role   | unknown word for role
          "queries": ["a", "b", "c", "d", "e"]              | #/queries          | queries is an array of 0 to 4 items
          "queries": [""]                                   | #/queries/0        | a question must not be blank
          "queries": [7]                                    | #/queries/0        | a query is a string
          """)
  void wrong_field_is_named(String field, String pointer, String detail) {
    byte[] body = ("{\"question\": \"q\", " + field + "}").getBytes(StandardCharsets.UTF_8);
    InvalidRequest refused =
        catchThrowableOfType(InvalidRequest.class, () -> RequestReader.read(body));
    assertThat(refused.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo(pointer);
              assertThat(error.detail()).isEqualTo(detail);
            });
    assertThat(Problem.of(refused).status()).isEqualTo(400);
  }
}
