package dev.tributary.source.qdrant;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import io.qdrant.client.grpc.Points.ReadConsistency;
import io.qdrant.client.grpc.Points.ReadConsistencyType;
import io.qdrant.client.grpc.Points.SearchParams;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One collection as configured and checked.
 *
 * @param store what all vector stores have
 * @param vector the name of the dense vector; empty for the one without a name
 * @param distance that the collection must have, if any one is said
 * @param sparse null when words are not searched
 * @param threshold the least score of a dense hit
 * @param readConsistency null for the server's own
 * @param params of searches by dense vector
 * @param creation how it is made when it is missing
 * @param maxBody the most bytes of an answer
 */
record QdrantSettings(
    StoreSettings store,
    QdrantTarget target,
    String collection,
    String vector,
    Optional<Distance> distance,
    @Nullable SparseVector sparse,
    @Nullable Double threshold,
    @Nullable ReadConsistency readConsistency,
    SearchParams params,
    Creation creation,
    int maxBody) {
  private static final long MIN_BODY = 1024;
  private static final long MAX_BODY = 64L * 1024 * 1024;

  /** What only a collection that is created takes from the configuration. */
  record Creation(
      OptionalInt m,
      OptionalInt efConstruct,
      QdrantConfig.Quantization quantization,
      Map<String, QdrantConfig.IndexType> indexes) {
    Creation {
      indexes = Map.copyOf(indexes);
    }
  }

  /**
   * Reads one source's configuration; does no I/O.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static QdrantSettings of(String name, QdrantConfig.Collection config) {
    String keys = QdrantConfig.PREFIX + ".\"" + name + "\"";
    StoreSettings store = StoreSettings.of(keys, name, config);
    if (store.content().model() == null && config.sparseVector().isEmpty()) {
      throw new BadConfiguration(
          keys + ".sparse-vector", "missing", "the name of a sparse vector, or a model");
    }
    return new QdrantSettings(
        store,
        QdrantTarget.of(keys, config),
        config.collection().orElse(name),
        config.vector().orElse(""),
        config.distance(),
        config
            .sparseVector()
            .map(
                sparse ->
                    new SparseVector(sparse, config.sparseModel(), store.content().language()))
            .orElse(null),
        threshold(keys, config),
        config
            .readConsistency()
            .map(value -> readConsistency(keys + ".read-consistency", value))
            .orElse(null),
        params(keys, config),
        new Creation(
            atLeast(1, keys + ".hnsw.m", config.hnsw().m()),
            atLeast(1, keys + ".hnsw.ef-construct", config.hnsw().efConstruct()),
            config.quantization(),
            config.payloadIndexes()),
        maxBody(keys, config.maxBody().asLongValue()));
  }

  String name() {
    return store.name();
  }

  /** The embedding model of its dense vectors; null when it has none. */
  @Nullable String model() {
    return store.content().model();
  }

  StoreFields fields() {
    return store.fields();
  }

  /** What is searched, for messages. */
  String described() {
    return "collection \"" + collection + "\" at " + target;
  }

  private static @Nullable Double threshold(String keys, QdrantConfig.Collection config) {
    if (config.scoreThreshold().isEmpty()) {
      return null;
    }
    double threshold = config.scoreThreshold().getAsDouble();
    if (!Double.isFinite(threshold)
        || (config.distance().equals(Optional.of(Distance.EUCLIDEAN))
            && (threshold <= 0 || threshold > 1))) {
      throw new BadConfiguration(
          keys + ".score-threshold",
          String.valueOf(threshold),
          "a number; with euclidean distance above 0, at most 1");
    }
    return threshold;
  }

  private static SearchParams params(String keys, QdrantConfig.Collection config) {
    SearchParams.Builder params = SearchParams.newBuilder();
    atLeast(1, keys + ".hnsw.ef", config.hnsw().ef()).ifPresent(params::setHnswEf);
    if (config.exact()) {
      params.setExact(true);
    }
    return params.build();
  }

  private static ReadConsistency readConsistency(String key, String value) {
    ReadConsistency.Builder consistency = ReadConsistency.newBuilder();
    return switch (value) {
      case "all" -> consistency.setType(ReadConsistencyType.All).build();
      case "majority" -> consistency.setType(ReadConsistencyType.Majority).build();
      case "quorum" -> consistency.setType(ReadConsistencyType.Quorum).build();
      default -> {
        if (!value.matches("[1-9]\\d{0,2}")) {
          throw new BadConfiguration(
              key, "\"" + value + "\"", "all, majority, quorum or a number of replicas");
        }
        yield consistency.setFactor(Long.parseLong(value)).build();
      }
    };
  }

  private static OptionalInt atLeast(int least, String key, OptionalInt value) {
    value.ifPresent(
        given -> {
          if (given < least) {
            throw new BadConfiguration(key, String.valueOf(given), "at least " + least);
          }
        });
    return value;
  }

  private static int maxBody(String keys, long bytes) {
    if (bytes < MIN_BODY || bytes > MAX_BODY) {
      throw new BadConfiguration(keys + ".max-body", bytes + " bytes", "1K to 64M");
    }
    return (int) bytes;
  }
}
