package dev.tributary.source.qdrant;

import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The sources of kind {@code qdrant}. */
@ConfigMapping(prefix = QdrantConfig.PREFIX)
interface QdrantConfig {
  String PREFIX = "tributary.source.qdrant";

  /** The collections, by the name of their source. */
  @WithParentName
  Map<String, Collection> sources();

  /** One collection of a Qdrant server. */
  interface Collection extends StoreConfig {
    /**
     * Where the server's gRPC is, required: `http://` or, with TLS, `https://`; port 6334 unless it
     * has another.
     */
    Optional<String> url();

    /** The API key or token, as `${ENV}`. */
    Optional<String> apiKey();

    /** A PEM file of the certificates to trust with `https://`. Default: those of the platform. */
    Optional<String> caFile();

    /** The name of the collection. Default: that of the source. */
    Optional<String> collection();

    /** The name of the dense vector. Default: the one without a name. */
    Optional<String> vector();

    /**
     * How dense vectors are compared: `cosine`, `dot` or `euclidean`; a collection that compares
     * otherwise is refused. Default: as the collection does, `cosine` where it is created.
     */
    Optional<Distance> distance();

    /**
     * The name of the sparse vector, by which words are searched beside the dense one. Default:
     * words are not searched.
     */
    Optional<String> sparseVector();

    /** The model by which the server makes sparse vectors of texts. */
    @WithDefault(SparseVector.BM25)
    String sparseModel();

    /** The least score by dense vector that a passage must have. */
    OptionalDouble scoreThreshold();

    /**
     * How many replicas must know a point for it to be found: `all`, `majority`, `quorum` or a
     * number. Default: the one that is asked.
     */
    Optional<String> readConsistency();

    /** Whether every vector is compared: slow and exact, past the HNSW graph. */
    @WithDefault("false")
    boolean exact();

    /** The HNSW graph of dense vectors. */
    Hnsw hnsw();

    /**
     * How vectors are kept small in memory in a collection that is created: `none`, `scalar` (a
     * quarter) or `binary` (a thirty-second part).
     */
    @WithDefault("none")
    Quantization quantization();

    /**
     * Indexes of metadata in a collection that is created, by key: `keyword`, `integer`, `float`,
     * `bool` or `datetime`.
     */
    Map<String, IndexType> payloadIndexes();

    /** The largest answer that is read, 1K to 64M. */
    @WithDefault("4M")
    MemorySize maxBody();
  }

  /** How a graph is searched and, when the collection is created, built. */
  interface Hnsw {
    /** How many candidates a search keeps; more find better, slower. Default: the server's. */
    OptionalInt ef();

    /** Edges of a node in a collection that is created. Default: the server's. */
    OptionalInt m();

    /** Candidates while a created graph is built. Default: the server's. */
    OptionalInt efConstruct();
  }

  /** How vectors are kept small. */
  enum Quantization {
    NONE,
    SCALAR,
    BINARY
  }

  /** What a payload index is made for. */
  enum IndexType {
    KEYWORD,
    INTEGER,
    FLOAT,
    BOOL,
    DATETIME
  }
}
