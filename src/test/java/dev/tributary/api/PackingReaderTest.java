package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.ranking.Packing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackingReaderTest {
  @Test
  void every_field_is_read() {
    assertThat(
            packing(
                """
                "near_duplicates": "keep", "diversity": 0.25,
                "max_per_source": 2, "max_tokens": 4000, "join_chunks": true
                """))
        .isEqualTo(new Packing(false, 0.25, 2, 4_000, true));
  }

  @Test
  void near_duplicates_are_merged_unless_the_fusion_reads_no_texts() {
    String rrf = "\"fusion\": {\"method\": \"rrf\"}";
    assertThat(packing("\"top_k\": 3").mergesNearDuplicates()).isTrue();
    assertThat(packing(rrf).mergesNearDuplicates()).isFalse();
    assertThat(packing(rrf + ", \"near_duplicates\": \"merge\"").mergesNearDuplicates()).isTrue();
    assertThat(packing(rrf).isPlain()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"near_duplicates\": \"drop\"' | near_duplicates | unknown word for near_duplicates",
        "'\"near_duplicates\": true'     | near_duplicates | near_duplicates is a string",
        "'\"diversity\": 1.01'           | diversity | diversity is a number from 0 to 1",
        "'\"diversity\": -0.1'           | diversity | diversity is a number from 0 to 1",
        "'\"diversity\": \"0.5\"'        | diversity | diversity is a number from 0 to 1",
        "'\"max_per_source\": 0' | max_per_source | max_per_source is a whole number from 1 to"
            + " 1000",
        "'\"max_tokens\": 0'         | max_tokens | max_tokens is a whole number from 1 to 1000000",
        "'\"max_tokens\": 10.5'      | max_tokens | max_tokens is a whole number from 1 to 1000000",
        "'\"max_tokens\": 1000001'   | max_tokens | max_tokens is a whole number from 1 to 1000000",
        "'\"join_chunks\": 1'            | join_chunks | join_chunks is true or false",
      })
  void what_is_wrong_is_named(String field, String name, String detail) {
    InvalidRequest failure = catchThrowableOfType(InvalidRequest.class, () -> packing(field));
    assertThat(failure.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo("#/" + name);
              assertThat(error.detail()).isEqualTo(detail);
            });
    assertThat(Problem.of(failure).status()).isEqualTo(400);
  }

  private static Packing packing(String fields) {
    String body = "{\"question\": \"q\", " + fields + "}";
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8)).request().packing();
  }
}
