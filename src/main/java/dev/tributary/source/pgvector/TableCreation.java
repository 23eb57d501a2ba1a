package dev.tributary.source.pgvector;

import dev.tributary.postgres.Statement;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A table with its indexes, made from nothing: HNSW over the vectors, GIN over the words and over
 * the metadata.
 */
final class TableCreation {
  private TableCreation() {}

  /**
   * @param dimensions of the model's vectors
   * @throws SourceException BAD_REQUEST when they are not known and wanted
   */
  static List<Statement> of(PgvectorSettings settings, OptionalInt dimensions) {
    StoreFields fields = settings.store().fields();
    String table = settings.table().quoted();
    String title = TableName.quoted(fields.title());
    String text = TableName.quoted(fields.text());
    List<String> columns = new ArrayList<>();
    columns.add(TableName.quoted(fields.id()) + " text NOT NULL");
    columns.add(TableName.quoted(fields.chunk()) + " integer NOT NULL");
    columns.add(TableName.quoted(StoreFields.HASH) + " text NOT NULL");
    columns.add(title + " text");
    columns.add(TableName.quoted(fields.url()) + " text");
    columns.add(text + " text NOT NULL");
    columns.add(TableName.quoted(fields.language()) + " text");
    columns.add(TableName.quoted(fields.metadata()) + " jsonb NOT NULL");
    List<String> indexes = new ArrayList<>();
    indexes.add("gin (" + TableName.quoted(fields.metadata()) + " jsonb_path_ops)");
    if (settings.store().content().model() != null) {
      String vector = TableName.quoted(settings.vectorColumn());
      String type = settings.vectorType().name().toLowerCase(Locale.ROOT);
      columns.add("%s %s(%d)".formatted(vector, type, known(dimensions)));
      indexes.add("hnsw (%s %s)".formatted(vector, opclass(settings, type)));
    }
    @Nullable String search = settings.searchColumn();
    if (search != null) {
      // Chunks begin with their title already, unless something else than our splitter made them.
      columns.add(
          "%s tsvector GENERATED ALWAYS AS (to_tsvector('%s', CASE WHEN starts_with(%s, %s) THEN %s ELSE coalesce(%s || E'\\n', '') || %s END)) STORED"
              .formatted(
                  TableName.quoted(search), settings.textSearch(), text, title, text, title, text));
      indexes.add("gin (" + TableName.quoted(search) + ")");
    }
    columns.add(
        "PRIMARY KEY (%s, %s)"
            .formatted(TableName.quoted(fields.id()), TableName.quoted(fields.chunk())));
    List<Statement> statements = new ArrayList<>();
    // Two that come at once: the second waits, and then finds it made.
    statements.add(Statement.of("SELECT pg_advisory_xact_lock(hashtext('tributary'))"));
    statements.add(Statement.of("CREATE EXTENSION IF NOT EXISTS vector"));
    statements.add(
        Statement.of(
            "CREATE TABLE IF NOT EXISTS " + table + " (" + String.join(", ", columns) + ")"));
    for (String index : indexes) {
      statements.add(
          Statement.of(
              "CREATE INDEX IF NOT EXISTS %s ON %s USING %s"
                  .formatted(name(table, index), table, index)));
    }
    return statements;
  }

  /** A name of its own for each, within what PostgreSQL keeps of a name. */
  private static String name(String table, String index) {
    return "tributary_%08x_%08x".formatted(table.hashCode(), index.hashCode());
  }

  private static int known(OptionalInt dimensions) {
    return dimensions.orElseThrow(
        () ->
            new SourceException(
                ErrorKind.BAD_REQUEST,
                "the dimensions of the vectors are not known: set dimensions, or write a vector"
                    + " first"));
  }

  private static String opclass(PgvectorSettings settings, String type) {
    return type
        + switch (settings.distance()) {
          case COSINE -> "_cosine_ops";
          case DOT -> "_ip_ops";
          case EUCLIDEAN -> "_l2_ops";
        };
  }
}
