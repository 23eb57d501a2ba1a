package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.source.Dimensions;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import java.net.URI;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A collection that is not as configured: what was expected, and what was found. */
class CollectionShapeTest {
  private static final SparseVector WORDS = new SparseVector("words", SparseVector.BM25, null);
  private static final CollectionInfo HELD = info(settings("dense", Distance.COSINE, WORDS));

  @Test
  void collection_as_configured_is_accepted() {
    assertThatCode(() -> require("dense", Distance.COSINE, WORDS, 4)).doesNotThrowAnyException();
    assertThatCode(() -> require("dense", Distance.COSINE, null, 4)).doesNotThrowAnyException();
  }

  @Test
  void difference_is_told_with_what_was_expected_and_what_was_found() {
    refused("", Distance.COSINE, WORDS, 4, "vector is to be the one without a name", "[dense]");
    refused("other", Distance.COSINE, WORDS, 4, "vector is to be \"other\"", "[dense]");
    refused("dense", Distance.DOT, WORDS, 4, "distance is to be dot", "cosine");
    refused("dense", Distance.COSINE, WORDS, 3, "4 dimensions", "3");
    refused(
        "dense",
        Distance.COSINE,
        new SparseVector("terms", SparseVector.BM25, null),
        4,
        "sparse-vector is to be \"terms\"",
        "[words]");
  }

  private static void refused(
      String vector,
      Distance distance,
      @Nullable SparseVector sparse,
      int dimensions,
      String... said) {
    assertThatThrownBy(() -> require(vector, distance, sparse, dimensions))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContaining("collection \"wiki\" at 127.0.0.1:6334")
        .message()
        .contains(said);
  }

  private static void require(
      String vector, Distance distance, @Nullable SparseVector sparse, int dimensions) {
    CollectionShape.of(
        HELD, settings(vector, distance, sparse), new Dimensions(OptionalInt.of(dimensions)));
  }

  private static QdrantSettings settings(
      String vector, Distance distance, @Nullable SparseVector sparse) {
    return QdrantFixture.settings(
        URI.create("http://127.0.0.1:6334"),
        "wiki",
        QdrantFixture.store("words"),
        vector,
        distance,
        sparse);
  }

  private static CollectionInfo info(QdrantSettings settings) {
    return CollectionInfo.newBuilder()
        .setConfig(CollectionConfig.newBuilder().setParams(QdrantFixture.shape(settings, 4)))
        .build();
  }
}
