package dev.tributary.source.pgvector;

import dev.tributary.passage.Filter;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.FusedLists;
import dev.tributary.source.StoreFields;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A search of one table as SQL: by words, by vector, or by both, fused by reciprocal rank, in one
 * statement. Names are quoted and come from the operator; whatever comes with a question is bound.
 *
 * <p>Inside, a row is carried as it lies in the table, so that a long text stays where it is; only
 * of those that are answered the columns of {@link Hit} are made, best first.
 */
final class TableSearch {
  /** Of a very long question; each costs a look into the index. */
  private static final int MAX_WORDS = 100;

  // A little more than passages keep, so that one row cannot be as large as its fields may be.
  private static final int TITLE = 1_000;
  private static final int URL = 4_000;
  private static final int TEXT = 8_000;
  private static final int METADATA = 64 * 1024;

  /** Of a row in one list: the higher the better of words, the lower of a vector. */
  private static final String SCORE = "tributary_score";

  /** Neither a row without a vector nor one without a length is near to anything. */
  private static final String IS_NEAR = "abs(" + SCORE + ") < 'Infinity'";

  /** What the statements themselves add to a row. */
  private static final List<String> ADDED =
      List.of(SCORE, "tributary_rank", "tributary_sum", "tributary_copy");

  private final PgvectorSettings settings;
  private final TableShape shape;
  private final String metadata;
  private final String columns;
  private final String order;

  /** Without a filter a search reads the same every time: there are as many as limits. */
  private final Map<Form, String> texts = new ConcurrentHashMap<>();

  /**
   * What a search looks like.
   *
   * @param words what stands for the question's words; null when they are not searched
   * @param near what stands for its vector; null when that is not searched
   */
  private record Form(
      @Nullable String words, @Nullable String near, int limit, boolean withVectors) {
    int depth() {
      return words == null || near == null ? limit : Math.max(limit, FusedLists.DEPTH);
    }
  }

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
    order =
        TableName.quoted(shape.id())
            + "::text COLLATE \"C\""
            + (shape.has(fields.chunk())
                ? ", " + TableName.quoted(fields.chunk()) + "::integer"
                : "");
  }

  /**
   * Asks for the best rows, best first. Their scores are those of what was searched: of a vector
   * alone, distances.
   *
   * @param question whose words are searched; null for none
   * @param vector that they are near to; null for none, but one of the two is there
   */
  Script best(
      @Nullable String question,
      @Nullable Vector vector,
      @Nullable Filter filter,
      int limit,
      boolean withVectors) {
    Parameters parameters = new Parameters();
    @Nullable String words = question == null ? null : parameters.bind(question);
    @Nullable String near = vector == null ? null : parameters.bind(boxed(vector));
    Form form = new Form(words, near, limit, withVectors);
    String sql =
        filter == null
            ? texts.computeIfAbsent(form, one -> sql(one, "TRUE"))
            : sql(form, new FilterSql(metadata, parameters).of(filter));
    return Script.reading(settings(form.depth()), List.of(Statement.of(sql, parameters.values())));
  }

  /** The settings of a transaction that searches so deep. */
  private List<String> settings(int depth) {
    List<String> set = new ArrayList<>();
    if (settings.store().content().model() == null) {
      return set;
    }
    // Of a view no index is seen, but who says probes has lists.
    boolean inLists = settings.probes().isPresent() && !shape.isIndexedBy("hnsw");
    if (inLists || shape.isIndexedBy("ivfflat")) {
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

  private String sql(Form form, String condition) {
    if (form.near == null) {
      return answered(form, byWords(form, condition), "TRUE", SCORE, "DESC");
    }
    return form.words == null
        ? answered(form, byVector(form, condition), IS_NEAR, SCORE, "ASC")
        : answered(form, fused(form, condition), "tributary_copy = 1", "tributary_sum", "DESC");
  }

  private String answered(
      Form form, String rows, String condition, String score, String direction) {
    return "SELECT %s, %s, %s FROM (%s) AS row_ WHERE %s ORDER BY %s %s, %s LIMIT %d"
        .formatted(
            columns,
            form.withVectors ? "vector_send(" + vector() + "::vector)" : "NULL::bytea",
            score,
            rows,
            condition,
            score,
            direction,
            order,
            form.limit);
  }

  /** The rows with any of a question's words. */
  private String byWords(Form form, String condition) {
    String search = TableName.quoted(String.valueOf(settings.searchColumn()));
    // Quoted as tsquery wants it: no question is syntax there either.
    String words =
        """
        (SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery AS query_
        FROM (SELECT lexeme FROM unnest(to_tsvector('%s', %s)) ORDER BY positions[1] LIMIT %d) lexemes_) asked_\
        """
            .formatted(settings.textSearch(), form.words, MAX_WORDS);
    return "SELECT %s, ts_rank(%s, query_, 1)::float8 AS %s FROM %s AS row_, %s WHERE %s @@ query_ AND %s ORDER BY %s DESC, %s LIMIT %d"
        .formatted(
            carried(form),
            search,
            SCORE,
            settings.table().quoted(),
            words,
            search,
            condition,
            SCORE,
            order,
            form.depth());
  }

  /** The rows whose vectors are nearest, with their distances. */
  private String byVector(Form form, String condition) {
    // As a query of its own it is made once, where it would be made for each row that is read.
    String distance =
        "%s %s (SELECT %s::real[]::%s)"
            .formatted(vector(), operator(), form.near, shape.vectorType());
    return "SELECT %s, %s AS %s FROM %s AS row_ WHERE %s ORDER BY %s LIMIT %d"
        .formatted(
            carried(form),
            distance,
            SCORE,
            settings.table().quoted(),
            condition,
            distance,
            form.depth());
  }

  /** Both lists as one by reciprocal rank, a row that is in both once. */
  private String fused(Form form, String condition) {
    return """
    SELECT *, sum(1::float8 / (%d + tributary_rank)) OVER same_ AS tributary_sum,
      row_number() OVER same_ AS tributary_copy
    FROM (
      SELECT *, row_number() OVER (ORDER BY %s DESC, %s) AS tributary_rank FROM (%s) AS row_
      UNION ALL
      SELECT *, row_number() OVER (ORDER BY %s, %s) FROM (%s) AS row_ WHERE %s
    ) AS lists_ WINDOW same_ AS (PARTITION BY %s)\
    """
        .formatted(
            ReciprocalRank.DEFAULT_K,
            SCORE,
            order,
            byWords(form, condition),
            SCORE,
            order,
            byVector(form, condition),
            IS_NEAR,
            order);
  }

  /** What of a row the columns are made of; as it lies in the table. */
  private String carried(Form form) {
    StoreFields fields = settings.store().fields();
    if (fields.hasFlatMetadata()) {
      return "row_.*";
    }
    Stream<String> others =
        form.withVectors
            ? Stream.of(fields.metadata(), settings.vectorColumn())
            : Stream.of(fields.metadata());
    return Stream.concat(ofPassage(fields), others)
        .filter(shape::has)
        .distinct()
        .map(column -> "row_." + TableName.quoted(column))
        .collect(Collectors.joining(", "));
  }

  /** The columns that have a place of their own in a passage. */
  private Stream<String> ofPassage(StoreFields fields) {
    return Stream.of(
        shape.id(), fields.chunk(), fields.title(), fields.url(), fields.text(), fields.language());
  }

  /** As the client takes arrays. */
  static Float[] boxed(Vector vector) {
    Float[] boxed = new Float[vector.values().length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = vector.values()[i];
    }
    return boxed;
  }

  private String vector() {
    return TableName.quoted(settings.vectorColumn());
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
      Stream<String> others =
          Stream.concat(
              Stream.of(
                  StoreFields.HASH,
                  settings.vectorColumn(),
                  String.valueOf(settings.searchColumn())),
              ADDED.stream());
      return "(to_jsonb(row_) - ARRAY[%s])"
          .formatted(
              Stream.concat(ofPassage(fields), others)
                  .map(TableName::literal)
                  .collect(Collectors.joining(", ")));
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
