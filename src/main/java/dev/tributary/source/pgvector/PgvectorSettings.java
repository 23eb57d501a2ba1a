package dev.tributary.source.pgvector;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import dev.tributary.source.pgvector.PgvectorConfig.VectorType;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One table as configured and checked.
 *
 * @param searchColumn null when vectors are searched alone
 * @param textSearch the text search configuration, fit to stand in SQL
 */
record PgvectorSettings(
    StoreSettings store,
    PostgresAddress address,
    TableName table,
    String vectorColumn,
    @Nullable String searchColumn,
    String textSearch,
    Distance distance,
    VectorType vectorType,
    int efSearch,
    OptionalInt probes,
    IterativeScan iterativeScan) {
  private static final String NONE = "none";
  private static final String UNSTEMMED = "simple";
  private static final int MAX_EF_SEARCH = 1_000;
  private static final int MAX_PROBES = 32_768;
  private static final Pattern CONFIGURATION =
      Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

  /** Those that PostgreSQL brings along, by ISO 639-1. */
  private static final Map<String, String> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("ar", "arabic"),
          Map.entry("hy", "armenian"),
          Map.entry("eu", "basque"),
          Map.entry("ca", "catalan"),
          Map.entry("da", "danish"),
          Map.entry("nl", "dutch"),
          Map.entry("en", "english"),
          Map.entry("fi", "finnish"),
          Map.entry("fr", "french"),
          Map.entry("de", "german"),
          Map.entry("el", "greek"),
          Map.entry("hi", "hindi"),
          Map.entry("hu", "hungarian"),
          Map.entry("id", "indonesian"),
          Map.entry("ga", "irish"),
          Map.entry("it", "italian"),
          Map.entry("lt", "lithuanian"),
          Map.entry("ne", "nepali"),
          Map.entry("no", "norwegian"),
          Map.entry("pt", "portuguese"),
          Map.entry("ro", "romanian"),
          Map.entry("ru", "russian"),
          Map.entry("sr", "serbian"),
          Map.entry("es", "spanish"),
          Map.entry("sv", "swedish"),
          Map.entry("ta", "tamil"),
          Map.entry("tr", "turkish"),
          Map.entry("yi", "yiddish"));

  /**
   * Reads one source's configuration; does no I/O.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static PgvectorSettings of(String name, PgvectorConfig.Table config) {
    String prefix = PgvectorConfig.PREFIX + ".\"" + name + "\"";
    StoreSettings store = StoreSettings.of(prefix, name, config);
    String table =
        config
            .table()
            .orElseThrow(
                () ->
                    new BadConfiguration(prefix + ".table", "missing", "a table or schema.table"));
    require(
        config.efSearch() >= 1 && config.efSearch() <= MAX_EF_SEARCH,
        prefix + ".ef-search",
        config.efSearch(),
        "1 to " + MAX_EF_SEARCH);
    int probes = config.probes().orElse(1);
    require(probes >= 1 && probes <= MAX_PROBES, prefix + ".probes", probes, "1 to " + MAX_PROBES);
    String searchColumn = config.searchColumn().equals(NONE) ? null : config.searchColumn();
    require(
        store.content().model() != null || searchColumn != null,
        prefix + ".search-column",
        NONE,
        "a column, since model=none searches nothing else");
    require(
        !store.create() || !store.fields().hasFlatMetadata(),
        prefix + ".fields.metadata",
        "*",
        "a column, since create=true makes one of type jsonb");
    return new PgvectorSettings(
        store,
        PostgresAddress.of(prefix, config),
        TableName.of(prefix + ".table", table),
        config.vectorColumn(),
        searchColumn,
        textSearch(prefix, config, store.content().language()),
        config.distance(),
        config.vectorType(),
        config.efSearch(),
        config.probes(),
        config.iterativeScan());
  }

  private static String textSearch(
      String prefix, PgvectorConfig.Table config, @Nullable String language) {
    String configuration =
        config
            .textSearch()
            .orElse(language == null ? UNSTEMMED : BY_LANGUAGE.getOrDefault(language, UNSTEMMED));
    require(
        CONFIGURATION.matcher(configuration).matches(),
        prefix + ".text-search",
        configuration,
        "the name of a text search configuration, such as english");
    return configuration;
  }

  private static void require(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new BadConfiguration(key, String.valueOf(value), allowed);
    }
  }
}
