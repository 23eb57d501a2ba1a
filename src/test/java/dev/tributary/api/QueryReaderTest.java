package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryReaderTest {
  @Test
  void query_reads_as_the_json_that_it_stands_for() {
    assertThat(
            read(
                "question=o+que+%C3%A9%3F&top_k=3&sources=docs,wiki&exclude_sources=old"
                    + "&deadline_ms=500&min_sources=2&on_partial=fail&fusion=rrf&include=plan"))
        .isEqualTo(
            RequestReader.read(
                """
                {"question": "o que é?", "top_k": 3, "sources": ["docs", "wiki"],
                 "exclude_sources": ["old"], "deadline_ms": 500, "min_sources": 2,
                 "on_partial": "fail", "fusion": {"method": "rrf"}, "include": ["plan"]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void packing_reads_as_the_json_that_it_stands_for() {
    assertThat(
            read(
                "question=q&near_duplicates=keep&diversity=0.25&max_per_source=2"
                    + "&max_tokens=4000&join_chunks=true"))
        .isEqualTo(
            RequestReader.read(
                """
                {"question": "q", "near_duplicates": "keep", "diversity": 0.25,
                 "max_per_source": 2, "max_tokens": 4000, "join_chunks": true}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | #/question",
        "question               | #/question",
        "question=q&top_k=ten   | #/top_k",
        "question=q&top_k=      | #/top_k",
        "question=q&top_k=1.5   | #/top_k",
        "question=q&diversity=.5 | #/diversity",
        "question=q&max_tokens=1.0e3 | #/max_tokens",
        "question=q&join_chunks=yes | #/join_chunks",
        "question=q&limit=5     | #/limit",
        "question=q&sources=a,a | #/sources/1",
        "question=q&question=r  | #/question",
        "question=%ff           | #",
        "question=%e9           | #",
        "question=%4            | #",
        "question=q&fusion=best | #/fusion/method",
      })
  void wrong_parameter_is_named(String query, String pointer) {
    InvalidRequest failure = catchThrowableOfType(InvalidRequest.class, () -> read(query));
    assertThat(failure.errors()).extracting(FieldError::pointer).isEqualTo(List.of(pointer));
  }

  @Test
  void no_query_at_all_lacks_a_question() {
    InvalidRequest failure = catchThrowableOfType(InvalidRequest.class, () -> read(null));
    assertThat(failure).hasMessage("a question is required");
  }

  private static RetrievalCall read(@Nullable String query) {
    return RequestReader.read(QueryReader.read(query), Pointer.ROOT);
  }
}
