package dev.tributary.source.pgvector;

import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.JsonText;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredHits;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that a search answered. */
record Hit(Row row) {
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

  /**
   * Adds it to an answer.
   *
   * @param distance whose number stands in it; null when a score does
   * @param model whose vector is in it; null for none
   */
  void addTo(
      StoredHits hits, StoreFields names, @Nullable Distance distance, @Nullable String model) {
    @Nullable String json = row.getString(METADATA);
    @Nullable Map<String, Object> metadata = json == null ? Map.of() : JsonText.read(json);
    if (metadata == null) {
      hits.drop();
      return;
    }
    Map<String, Object> fields = new HashMap<>();
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
    double score = row.getDouble(SCORE);
    hits.add(
        null,
        fields,
        distance == null ? Signal.SCORE : distance.signal(),
        distance == null ? score : distance.score(score),
        model == null ? null : vector(model));
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
