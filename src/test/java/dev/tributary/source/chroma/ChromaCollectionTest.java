package dev.tributary.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.source.Distance;
import dev.tributary.source.http.JsonApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChromaCollectionTest {
  /** The last two are of version 0.6, whose configuration says l2 whatever the index does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      textBlock =
          """
          "hnsw":{"space":"cosine"},"spann":null       | null                  | COSINE
          "hnsw":null,"spann":{"space":"ip"}           | null                  | DOT
          "hnsw":{"space":"ip"}                        | {"hnsw:space":"cosine"} | DOT
          "_type":"C","hnsw_configuration":{"space":"l2"} | {"hnsw:space":"cosine"} | COSINE
          "_type":"C","hnsw_configuration":{"space":"l2"} | null                  | EUCLIDEAN
          """)
  void distance_is_where_its_version_keeps_it(String configuration, String metadata, Distance is)
      throws JsonProcessingException {
    String described =
        "{\"id\":\"1\",\"dimension\":2,\"configuration_json\":{%s},\"metadata\":%s}"
            .formatted(configuration, metadata);
    assertThat(ChromaCollection.of("host", JsonApi.mapper().readTree(described)).distance())
        .isEqualTo(is);
  }
}
