package dev.tributary.source.qdrant;

import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.qdrant.client.grpc.Collections;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The dense vectors of a collection that is as its source is configured.
 *
 * @param dimensions 0 when it has none that are searched
 * @param distance how they are compared
 * @param indexed whether its payload has the indexes that writing asks by
 */
record CollectionShape(int dimensions, Distance distance, boolean indexed) {
  /**
   * Reads it.
   *
   * @throws SourceException BAD_REQUEST naming the first difference: what was found and what is
   *     expected
   */
  static CollectionShape of(CollectionInfo info, QdrantSettings settings, Dimensions dimensions) {
    CollectionParams params = info.getConfig().getParams();
    SparseVector sparse = settings.sparse();
    if (sparse != null) {
      Set<String> names = params.getSparseVectorsConfig().getMapMap().keySet();
      if (!names.contains(sparse.name())) {
        throw different(settings, "sparse-vector", "\"" + sparse.name() + "\"", named(names));
      }
    }
    boolean indexed =
        Stream.of(settings.fields().id(), settings.fields().chunk())
            .map(PayloadPaths::field)
            .allMatch(info::containsPayloadSchema);
    return settings.model() == null
        ? new CollectionShape(0, Distance.COSINE, indexed)
        : dense(params.getVectorsConfig(), settings, dimensions, indexed);
  }

  /** The name that Qdrant gives to a distance. */
  static Collections.Distance wireName(Distance distance) {
    return switch (distance) {
      case COSINE -> Collections.Distance.Cosine;
      case DOT -> Collections.Distance.Dot;
      case EUCLIDEAN -> Collections.Distance.Euclid;
    };
  }

  /**
   * Refuses a question's vector that does not fit.
   *
   * @throws SourceException BAD_REQUEST with both numbers
   */
  void requireFitting(Vector question, QdrantSettings settings) {
    if (question.values().length != dimensions) {
      throw Dimensions.mismatch(settings.described(), dimensions, question.values().length);
    }
  }

  private static CollectionShape dense(
      VectorsConfig config, QdrantSettings settings, Dimensions dimensions, boolean indexed) {
    Map<String, VectorParams> vectors =
        config.hasParams() ? Map.of("", config.getParams()) : config.getParamsMap().getMapMap();
    VectorParams vector = vectors.get(settings.vector());
    if (vector == null) {
      String wanted =
          settings.vector().isEmpty() ? "the one without a name" : "\"" + settings.vector() + "\"";
      throw different(settings, "vector", wanted, named(vectors.keySet()));
    }
    int size = Math.toIntExact(vector.getSize());
    dimensions.require(settings.described(), size);
    return new CollectionShape(size, distance(vector.getDistance(), settings), indexed);
  }

  private static Distance distance(Collections.Distance found, QdrantSettings settings) {
    for (Distance distance : Distance.values()) {
      if (wireName(distance) == found && settings.distance().orElse(distance) == distance) {
        return distance;
      }
    }
    String expected =
        settings
            .distance()
            .map(distance -> distance.name().toLowerCase(Locale.ROOT))
            .orElse("cosine, dot or euclidean");
    throw different(settings, "distance", expected, found.name().toLowerCase(Locale.ROOT));
  }

  private static String named(Set<String> vectors) {
    return vectors.equals(Set.of("")) ? "one without a name" : new TreeSet<>(vectors).toString();
  }

  private static SourceException different(
      QdrantSettings settings, String key, String expected, String found) {
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        "%s: %s is to be %s, the collection has %s"
            .formatted(settings.described(), key, expected, found));
  }
}
