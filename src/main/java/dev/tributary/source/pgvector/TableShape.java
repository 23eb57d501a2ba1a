package dev.tributary.source.pgvector;

import dev.tributary.passage.Vector;
import dev.tributary.postgres.Statement;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a table: its columns by name, in their order; none when there is no
 * such table.
 */
record TableShape(PgvectorSettings settings, Map<String, Column> columns) {
  private static final Pattern DIMENSIONS = Pattern.compile("\\((\\d+)\\)");

  private static final String SQL =
      """
      SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), array(
        SELECT m.amname || ' ' || o.opcname
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am m ON m.oid = c.relam
        JOIN pg_opclass o ON o.oid = i.indclass[0]
        WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum AND i.indisvalid),
        EXISTS (
          SELECT FROM pg_index i
          WHERE i.indrelid = a.attrelid AND i.indisprimary AND i.indkey::text = a.attnum::text)
      FROM pg_attribute a
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum\
      """;

  /**
   * A column.
   *
   * @param type such as {@code vector(384)}
   * @param indexes that begin with it, such as {@code hnsw vector_cosine_ops}
   * @param isKey whether it is the primary key, alone
   */
  record Column(String type, List<String> indexes, boolean isKey) {}

  static Statement query(PgvectorSettings settings) {
    return Statement.of(SQL, settings.table().quoted());
  }

  static TableShape of(PgvectorSettings settings, Iterable<Row> rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Row row : rows) {
      columns.put(
          row.getString(0),
          new Column(row.getString(1), List.of(row.getArrayOfStrings(2)), row.getBoolean(3)));
    }
    return new TableShape(settings, columns);
  }

  boolean exists() {
    return !columns.isEmpty();
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * The column of the id: the one that is configured, else the primary key, if it is one column.
   */
  String id() {
    String configured = settings.store().fields().id();
    boolean byDefault = configured.equals(StoreFields.DEFAULTS.id());
    return has(configured) || !byDefault
        ? configured
        : columns.keySet().stream()
            .filter(column -> columns.get(column).isKey())
            .findFirst()
            .orElse(configured);
  }

  /** The type of a column that there is. */
  String type(String column) {
    return columns.get(column).type();
  }

  /** The type of a column without its length: what is too long is refused, where a cast cuts it. */
  String typeOfAnyLength(String column) {
    String type = type(column);
    return type.startsWith("character(") ? "bpchar" : type.replaceAll("\\(.*?\\)", "");
  }

  /** The type of the vectors, without their dimensions. */
  String vectorType() {
    return type(settings.vectorColumn()).replaceAll("\\(.*", "");
  }

  /** Whether the nearest are found by an index of this method. */
  boolean isIndexedBy(String method) {
    return has(settings.vectorColumn())
        && columns.get(settings.vectorColumn()).indexes().contains(method + " " + opclass());
  }

  /** The operator class that an index wants for the distance. */
  String opclass() {
    return vectorType()
        + switch (settings.distance()) {
          case COSINE -> "_cosine_ops";
          case DOT -> "_ip_ops";
          case EUCLIDEAN -> "_l2_ops";
        };
  }

  /**
   * Compares with what is configured.
   *
   * @param dimensions what is known of the model's vectors
   * @throws SourceException BAD_REQUEST with what was expected and what was found
   */
  void require(Dimensions dimensions) {
    if (!exists()) {
      throw misfit("does not exist in " + settings.address());
    }
    StoreFields fields = settings.store().fields();
    requireColumn("fields.id", id(), Set.of());
    requireColumn("fields.text", fields.text(), Set.of());
    requireIfNamed("fields.chunk", fields.chunk(), StoreFields.DEFAULTS.chunk());
    requireIfNamed("fields.title", fields.title(), StoreFields.DEFAULTS.title());
    requireIfNamed("fields.url", fields.url(), StoreFields.DEFAULTS.url());
    requireIfNamed("fields.language", fields.language(), StoreFields.DEFAULTS.language());
    if (!fields.hasFlatMetadata()) {
      requireIfNamed("fields.metadata", fields.metadata(), StoreFields.DEFAULTS.metadata());
      if (has(fields.metadata())) {
        requireColumn("fields.metadata", fields.metadata(), Set.of("jsonb", "json"));
      }
    }
    if (settings.searchColumn() != null) {
      requireColumn("search-column", settings.searchColumn(), Set.of("tsvector"));
    }
    if (settings.store().content().model() != null) {
      requireColumn("vector-column", settings.vectorColumn(), Set.of("vector", "halfvec"));
      dimensions().ifPresent(held -> dimensions.require(shown(), held));
      requireIndexForDistance();
    }
  }

  /**
   * What a failure on a table that fits means: the vector is of another model, or it is as told.
   */
  Throwable misfit(@Nullable Vector question, Throwable failure) {
    OptionalInt declared = dimensions();
    return question == null || declared.isEmpty() || declared.getAsInt() == question.values().length
        ? failure
        : Dimensions.mismatch(shown(), declared.getAsInt(), question.values().length);
  }

  /** How the table is named in messages. */
  String shown() {
    return "table \"" + settings.table().shown() + "\"";
  }

  private OptionalInt dimensions() {
    @Nullable Column vectors = columns.get(settings.vectorColumn());
    Matcher declared = DIMENSIONS.matcher(vectors == null ? "" : vectors.type());
    return declared.find()
        ? OptionalInt.of(Integer.parseInt(declared.group(1)))
        : OptionalInt.empty();
  }

  private void requireIfNamed(String key, String column, String byDefault) {
    if (!column.equals(byDefault)) {
      requireColumn(key, column, Set.of());
    }
  }

  private void requireColumn(String key, String column, Set<String> types) {
    @Nullable Column found = columns.get(column);
    if (found == null) {
      throw misfit(
          "has no column \"%s\" (%s); it has %s"
              .formatted(column, key, String.join(", ", columns.keySet())));
    }
    if (!types.isEmpty() && !types.contains(found.type().replaceAll("\\(.*", ""))) {
      throw misfit(
          "has column \"%s\" (%s) as %s; expected: %s"
              .formatted(column, key, found.type(), String.join(" or ", types)));
    }
  }

  private void requireIndexForDistance() {
    List<String> indexes = columns.get(settings.vectorColumn()).indexes();
    boolean nearest =
        indexes.stream().anyMatch(one -> one.startsWith("hnsw") || one.startsWith("ivfflat"));
    if (nearest && !isIndexedBy("hnsw") && !isIndexedBy("ivfflat")) {
      throw misfit(
          "has vectors indexed for %s; expected for distance=%s: %s"
              .formatted(
                  String.join(", ", indexes),
                  settings.distance().name().toLowerCase(java.util.Locale.ROOT),
                  opclass()));
    }
  }

  private SourceException misfit(String what) {
    return new SourceException(ErrorKind.BAD_REQUEST, shown() + " " + what);
  }
}
