package dev.tributary.source.sql;

import dev.tributary.postgres.PostgresConfig;
import dev.tributary.source.SourceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code sql}. */
@ConfigMapping(prefix = SqlConfig.PREFIX)
interface SqlConfig {
  String PREFIX = "tributary.source.sql";

  /** The queries, by the name of their source. */
  @WithParentName
  Map<String, Query> sources();

  /** One query. */
  interface Query extends SourceConfig, PostgresConfig {
    /**
     * One `SELECT`, required, best rows first. `{question}` and `{limit}` stand where a value may
     * stand, without quotes: they are bound, never a part of the text.
     */
    Optional<String> query();

    /** Which column is what; every other one becomes metadata. */
    Columns columns();
  }

  /** Names of columns. */
  interface Columns {
    /** The id. A row without one is named by its content. */
    @WithDefault("id")
    String id();

    /** The title. */
    @WithDefault("title")
    String title();

    /** Where a person can read it. */
    @WithDefault("url")
    String url();

    /** The text. A row without one has its title as text. */
    @WithDefault("text")
    String text();

    /** The language, ISO 639-1. */
    @WithDefault("language")
    String language();

    /** A score, higher is better. Without one only the order of the rows counts. */
    @WithDefault("score")
    String score();
  }
}
