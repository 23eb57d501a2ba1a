package dev.tributary.source.pgvector;

import dev.tributary.passage.Vector;
import dev.tributary.postgres.JsonText;
import dev.tributary.postgres.Statement;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What filling a table needs, as SQL. */
final class TableWriting {
  private static final String HASH = TableName.quoted(StoreFields.HASH);

  /** What others wrote has none. */
  private static final String IS_OURS = HASH + " IS NOT NULL";

  private final PgvectorSettings settings;
  private final StoreFields fields;
  private final TableShape shape;
  private final String table;

  TableWriting(TableShape shape) {
    this.shape = shape;
    settings = shape.settings();
    fields = settings.store().fields();
    table = settings.table().quoted();
  }

  /** The content hashes of documents, by their ids. */
  Statement hashes(Collection<String> ids) {
    requireWritable();
    return Statement.of(
        "SELECT %s::text, min(%s) FROM %s WHERE %s = ANY(%s) AND %s GROUP BY 1"
            .formatted(id(), HASH, table, id(), ids(), IS_OURS),
        array(ids));
  }

  /** The ids of all documents. */
  Statement documentIds() {
    requireWritable();
    return Statement.of(
        "SELECT DISTINCT %s::text FROM %s WHERE %s".formatted(id(), table, IS_OURS));
  }

  Statement delete(Collection<String> ids) {
    return Statement.of(
        "DELETE FROM %s WHERE %s = ANY(%s)".formatted(table, id(), ids()), array(ids));
  }

  /** Takes all former chunks away and writes the new ones. */
  List<Statement> replace(List<ChunkedDocument> documents) {
    requireWritable();
    Map<String, Function<StoredChunk, @Nullable Object>> columns = columns();
    List<Tuple> rows = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (ChunkedDocument document : documents) {
      ids.add(document.document().id());
      for (StoredChunk chunk : StoredChunk.of(document, settings.store().content())) {
        Object[] values = columns.values().stream().map(of -> of.apply(chunk)).toArray();
        rows.add(Tuple.wrap(values));
      }
    }
    List<String> places = new ArrayList<>();
    for (String column : columns.keySet()) {
      places.add(place(column, "$" + (places.size() + 1)));
    }
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                columns.keySet().stream().map(TableName::quoted).collect(Collectors.joining(", ")),
                String.join(", ", places));
    return List.of(delete(ids), new Statement(insert, rows));
  }

  private Map<String, Function<StoredChunk, @Nullable Object>> columns() {
    Map<String, Function<StoredChunk, @Nullable Object>> columns = new LinkedHashMap<>();
    columns.put(shape.id(), StoredChunk::document);
    columns.put(fields.chunk(), StoredChunk::number);
    columns.put(StoreFields.HASH, StoredChunk::hash);
    columns.put(fields.text(), chunk -> kept(chunk.text()));
    columns.put(fields.metadata(), chunk -> JsonText.write(chunk.metadata()));
    putIfThere(columns, fields.title(), StoredChunk::title);
    putIfThere(columns, fields.url(), StoredChunk::url);
    putIfThere(columns, fields.language(), StoredChunk::language);
    if (settings.store().content().model() != null) {
      columns.put(settings.vectorColumn(), TableWriting::vector);
    }
    return columns;
  }

  private void putIfThere(
      Map<String, Function<StoredChunk, @Nullable Object>> columns,
      String name,
      Function<StoredChunk, @Nullable String> value) {
    if (shape.has(name)) {
      columns.put(name, chunk -> kept(value.apply(chunk)));
    }
  }

  private static @Nullable Object vector(StoredChunk chunk) {
    @Nullable Vector vector = chunk.vector();
    return vector == null ? null : TableSearch.boxed(vector);
  }

  private String place(String column, String parameter) {
    if (column.equals(fields.chunk())) {
      return parameter + "::integer";
    }
    String sent = column.equals(settings.vectorColumn()) ? "::real[]::" : "::text::";
    return parameter + sent + shape.typeOfAnyLength(column);
  }

  /** What a table needs only when it is written to. */
  private void requireWritable() {
    for (String column : List.of(fields.chunk(), StoreFields.HASH, fields.metadata())) {
      if (!shape.has(column)) {
        throw new SourceException(
            ErrorKind.BAD_REQUEST,
            "%s has no column \"%s\", without which it cannot be written to"
                .formatted(shape.shown(), column));
      }
    }
  }

  private String id() {
    return TableName.quoted(shape.id());
  }

  private String ids() {
    return "$1::text[]::" + shape.typeOfAnyLength(shape.id()) + "[]";
  }

  /** Without those that no table can hold. */
  private static Object array(Collection<String> ids) {
    return ids.stream().filter(id -> id.indexOf(0) < 0).toArray(String[]::new);
  }

  /** PostgreSQL's text has no U+0000; nor does anybody read it. */
  private static @Nullable String kept(@Nullable String text) {
    return text == null ? null : text.replace("\u0000", "");
  }
}
