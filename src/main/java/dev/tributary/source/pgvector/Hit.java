package dev.tributary.source.pgvector;

import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.JsonText;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredHits;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that a search found.
 *
 * @param id tells it from others: document and chunk
 * @param score higher is better
 */
record Hit(String id, double score, Row row) {
  private static final int ID = 0;
  private static final int CHUNK = 1;
  private static final int TITLE = 2;
  private static final int URL = 3;
  private static final int TEXT = 4;
  private static final int LANGUAGE = 5;
  private static final int METADATA = 6;
  private static final int VECTOR = 7;
  private static final int SCORE = 8;

  /**
   * What stands before the coordinates when PostgreSQL sends a vector: their number, and nothing.
   */
  private static final int VECTOR_HEAD = 4;

  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble((Hit hit) -> -hit.score).thenComparing(Hit::id);

  /** Rows of full text: their scores stand in them. */
  static List<Hit> scored(Iterable<Row> rows) {
    return sorted(rows, null);
  }

  /** Rows of nearest vectors: of what stands in them the score is made. */
  static List<Hit> near(Iterable<Row> rows, Distance distance) {
    return sorted(rows, distance);
  }

  private static List<Hit> sorted(Iterable<Row> rows, @Nullable Distance distance) {
    List<Hit> hits = new ArrayList<>();
    for (Row row : rows) {
      // Neither a row without a vector nor one without a length is near to anything.
      @Nullable Double number = row.getDouble(SCORE);
      if (number != null && Double.isFinite(number)) {
        String id = row.getString(ID) + "#" + row.getInteger(CHUNK);
        hits.add(new Hit(id, distance == null ? number : distance.score(number), row));
      }
    }
    hits.sort(BEST_FIRST);
    return hits;
  }

  /** Adds it to an answer. */
  void addTo(StoredHits hits, StoreFields names, Signal signal, @Nullable String model) {
    Map<String, Object> fields = new HashMap<>();
    @Nullable String json = row.getString(METADATA);
    @Nullable Map<String, Object> metadata = json == null ? Map.of() : JsonText.read(json);
    if (metadata != null) {
      if (names.hasFlatMetadata()) {
        fields.putAll(metadata);
      } else {
        fields.put(names.metadata(), metadata);
      }
      put(fields, names.id(), row.getString(ID));
      put(fields, names.chunk(), row.getInteger(CHUNK));
      put(fields, names.title(), row.getString(TITLE));
      put(fields, names.url(), row.getString(URL));
      put(fields, names.text(), row.getString(TEXT));
      put(fields, names.language(), row.getString(LANGUAGE));
    }
    hits.add(null, fields, signal, score, model == null ? null : vector(model));
  }

  /** The same row with another score. */
  Hit scored(double other) {
    return new Hit(id, other, row);
  }

  private @Nullable Vector vector(String model) {
    @Nullable Buffer bytes = row.getBuffer(VECTOR);
    if (bytes == null) {
      return null;
    }
    float[] values = new float[(bytes.length() - VECTOR_HEAD) / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getFloat(VECTOR_HEAD + i * Float.BYTES);
    }
    return new Vector(model, values);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
