package dev.tributary.source.pgvector;

import dev.tributary.postgres.PostgresConfig;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The sources of kind {@code pgvector}. */
@ConfigMapping(prefix = PgvectorConfig.PREFIX)
interface PgvectorConfig {
  String PREFIX = "tributary.source.pgvector";

  /** The tables, by the name of their source. */
  @WithParentName
  Map<String, Table> sources();

  /** One table. */
  interface Table extends StoreConfig, PostgresConfig {
    /** The table or view, required: `passages` or `schema.passages`. */
    Optional<String> table();

    /** The column of the vectors, of type `vector` or `halfvec`. */
    @WithDefault("embedding")
    String vectorColumn();

    /** The column of the words, of type `tsvector`; `none` searches vectors alone. */
    @WithDefault("search")
    String searchColumn();

    /**
     * How questions are analysed for it, one of PostgreSQL's text search configurations. Default:
     * that of `language`, else `simple`, which stems nothing.
     */
    Optional<String> textSearch();

    /** How nearness is measured: `cosine`, `dot` or `euclidean`; the index must be for the same. */
    @WithDefault("cosine")
    Distance distance();

    /** What the column is made as: `vector`, or `halfvec` of half the size and up to 4000 wide. */
    @WithDefault("vector")
    VectorType vectorType();

    /**
     * How many candidates a search of an HNSW index keeps, 1 to 1000: more find more and cost more.
     */
    @WithDefault("100")
    int efSearch();

    /** How many lists a search of an IVFFlat index looks into. Default: the server's. */
    OptionalInt probes();

    /**
     * Whether an index is searched on when a filter leaves too few: `strict` order, `relaxed`, or
     * `off`, as pgvector before 0.8 wants.
     */
    @WithDefault("strict")
    IterativeScan iterativeScan();
  }

  /** A type of vectors. */
  enum VectorType {
    VECTOR,
    HALFVEC
  }

  /** How an index goes on. */
  enum IterativeScan {
    STRICT,
    RELAXED,
    OFF
  }
}
