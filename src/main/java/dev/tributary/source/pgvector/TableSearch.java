package dev.tributary.source.pgvector;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.Statement;
import dev.tributary.source.StoreFields;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The two searches of one table as SQL. Names are quoted and come from the operator; whatever comes
 * with a question is bound.
 *
 * <p>Every row has the columns of {@link Hit}, the last one its score or distance.
 */
final class TableSearch {
  /** Of a very long question; each costs a look into the index. */
  private static final int MAX_WORDS = 100;

  // A little more than passages keep, so that one row cannot be as large as its fields may be.
  private static final int TITLE = 1_000;
  private static final int URL = 4_000;
  private static final int TEXT = 8_000;
  private static final int METADATA = 64 * 1024;

  private final PgvectorSettings settings;
  private final TableShape shape;
  private final String metadata;
  private final String columns;
  private final String vectors;

  TableSearch(TableShape shape) {
    this.shape = shape;
    settings = shape.settings();
    StoreFields fields = settings.store().fields();
    metadata = metadata(fields);
    columns =
        Stream.of(
                TableName.quoted(shape.id()) + "::text",
                optional(fields.chunk(), "integer", 0),
                optional(fields.title(), "text", TITLE),
                optional(fields.url(), "text", URL),
                "left(" + TableName.quoted(fields.text()) + "::text, " + TEXT + ")",
                optional(fields.language(), "text", 0),
                "left((" + metadata + ")::text, " + METADATA + ")")
            .collect(Collectors.joining(", "));
    vectors = "vector_send(" + TableName.quoted(settings.vectorColumn()) + "::vector)";
  }

  /** The settings of a transaction that searches so deep. */
  List<String> settings(int depth) {
    List<String> set = new ArrayList<>();
    if (settings.store().content().model() == null) {
      return set;
    }
    if (shape.isIndexedBy("ivfflat")) {
      settings.probes().ifPresent(probes -> set.add("ivfflat.probes = " + probes));
      if (settings.iterativeScan() != IterativeScan.OFF) {
        set.add("ivfflat.iterative_scan = relaxed_order");
      }
      return set;
    }
    set.add("hnsw.ef_search = " + Math.min(1_000, Math.max(settings.efSearch(), depth)));
    switch (settings.iterativeScan()) {
      case STRICT -> set.add("hnsw.iterative_scan = strict_order");
      case RELAXED -> set.add("hnsw.iterative_scan = relaxed_order");
      case OFF -> {}
    }
    return set;
  }

  /** The rows with any of a question's words, best first. */
  Statement byWords(
      String searchColumn,
      String question,
      @Nullable Filter filter,
      int depth,
      boolean withVectors) {
    Parameters parameters = new Parameters();
    String search = TableName.quoted(searchColumn);
    // Quoted as tsquery wants it: no question is syntax there either.
    String words =
        """
        (SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery AS query_
        FROM (SELECT lexeme FROM unnest(to_tsvector('%s', %s)) ORDER BY positions[1] LIMIT %d) lexemes_) asked_\
        """
            .formatted(settings.textSearch(), parameters.bind(question), MAX_WORDS);
    String sql =
        "SELECT %s, ts_rank(%s, query_, 1)::float8 AS score_ FROM %s AS row_, %s WHERE %s @@ query_%s ORDER BY score_ DESC, 1, 2 LIMIT %d"
            .formatted(
                columns(withVectors),
                search,
                settings.table().quoted(),
                words,
                search,
                filter == null ? "" : " AND " + new FilterSql(metadata, parameters).of(filter),
                depth);
    return Statement.of(sql, parameters.values());
  }

  /** The rows whose vectors are nearest, nearest first. */
  Statement byVector(Vector question, @Nullable Filter filter, int depth, boolean withVectors) {
    Parameters parameters = new Parameters();
    String distance =
        "%s %s %s::real[]::%s"
            .formatted(
                TableName.quoted(settings.vectorColumn()),
                operator(),
                parameters.bind(boxed(question)),
                shape.vectorType());
    String sql =
        "SELECT %s, %s FROM %s AS row_%s ORDER BY %s LIMIT %d"
            .formatted(
                columns(withVectors),
                distance,
                settings.table().quoted(),
                filter == null ? "" : " WHERE " + new FilterSql(metadata, parameters).of(filter),
                distance,
                depth);
    return Statement.of(sql, parameters.values());
  }

  /** As the client takes arrays. */
  static Float[] boxed(Vector vector) {
    Float[] boxed = new Float[vector.values().length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = vector.values()[i];
    }
    return boxed;
  }

  private String columns(boolean withVectors) {
    return columns + ", " + (withVectors ? vectors : "NULL::bytea");
  }

  private String optional(String column, String type, int length) {
    if (!shape.has(column)) {
      return "NULL::" + type;
    }
    String value = TableName.quoted(column) + "::" + type;
    return length == 0 ? value : "left(" + value + ", " + length + ")";
  }

  private String metadata(StoreFields fields) {
    if (fields.hasFlatMetadata()) {
      String others =
          Stream.of(
                  shape.id(),
                  fields.chunk(),
                  fields.title(),
                  fields.url(),
                  fields.text(),
                  fields.language(),
                  StoreFields.HASH,
                  settings.vectorColumn(),
                  String.valueOf(settings.searchColumn()))
              .map(TableName::literal)
              .collect(Collectors.joining(", "));
      return "(to_jsonb(row_) - ARRAY[" + others + "])";
    }
    return shape.has(fields.metadata())
        ? TableName.quoted(fields.metadata()) + "::jsonb"
        : "'{}'::jsonb";
  }

  private String operator() {
    return switch (settings.distance()) {
      case COSINE -> "<=>";
      case DOT -> "<#>";
      case EUCLIDEAN -> "<->";
    };
  }
}
