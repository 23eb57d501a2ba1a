package dev.tributary.source.qdrant;

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

/** Whether a collection is as its source is configured: what was found against what is expected. */
final class CollectionShape {
  private CollectionShape() {}

  /**
   * @throws SourceException BAD_REQUEST naming the first difference
   */
  static void require(CollectionInfo info, QdrantSettings settings, Dimensions dimensions) {
    CollectionParams params = info.getConfig().getParams();
    if (settings.model() != null) {
      requireDense(params.getVectorsConfig(), settings, dimensions);
    }
    SparseVector sparse = settings.sparse();
    if (sparse != null) {
      Set<String> names = params.getSparseVectorsConfig().getMapMap().keySet();
      if (!names.contains(sparse.name())) {
        throw different(settings, "sparse-vector", "\"" + sparse.name() + "\"", named(names));
      }
    }
  }

  /** Of the vectors that are searched, in a collection that is as it is required. */
  static int dimensions(CollectionInfo info, QdrantSettings settings) {
    VectorsConfig config = info.getConfig().getParams().getVectorsConfig();
    return Math.toIntExact(vectors(config).get(settings.vector()).getSize());
  }

  /** The name that Qdrant gives to a distance. */
  static Collections.Distance wireName(Distance distance) {
    return switch (distance) {
      case COSINE -> Collections.Distance.Cosine;
      case DOT -> Collections.Distance.Dot;
      case EUCLIDEAN -> Collections.Distance.Euclid;
    };
  }

  private static void requireDense(
      VectorsConfig config, QdrantSettings settings, Dimensions dimensions) {
    Map<String, VectorParams> vectors = vectors(config);
    VectorParams vector = vectors.get(settings.vector());
    if (vector == null) {
      String wanted =
          settings.vector().isEmpty() ? "the one without a name" : "\"" + settings.vector() + "\"";
      throw different(settings, "vector", wanted, named(vectors.keySet()));
    }
    dimensions.require(settings.described(), Math.toIntExact(vector.getSize()));
    if (vector.getDistance() != wireName(settings.distance())) {
      throw different(
          settings,
          "distance",
          settings.distance().name().toLowerCase(Locale.ROOT),
          vector.getDistance().name().toLowerCase(Locale.ROOT));
    }
  }

  private static Map<String, VectorParams> vectors(VectorsConfig config) {
    return config.hasParams() ? Map.of("", config.getParams()) : config.getParamsMap().getMapMap();
  }

  private static String named(Set<String> vectors) {
    return vectors.equals(Set.of("")) ? "one without a name" : new TreeSet<>(vectors).toString();
  }

  private static SourceException different(
      QdrantSettings settings, String key, String expected, String found) {
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        "%s: %s is %s by configuration, the collection has %s"
            .formatted(settings.described(), key, expected, found));
  }
}
