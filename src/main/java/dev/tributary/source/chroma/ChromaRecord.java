package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record of an answer.
 *
 * @param fields its metadata, and its document as {@value #DOCUMENT} unless metadata has that name
 * @param stored the keys of its metadata as they lie in Chroma
 * @param distance from the question, when it was asked for
 * @param vector when it was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a Vector, compared with nothing
record ChromaRecord(
    String id,
    Map<String, Object> fields,
    Set<String> stored,
    @Nullable Double distance,
    float @Nullable [] vector) {
  /** What a record's document is called among its fields. */
  static final String DOCUMENT = "text";

  /** The records of {@code get}. */
  static List<ChromaRecord> ofGet(String where, JsonNode answer) {
    return read(where, answer::path);
  }

  /** The records of {@code query} with one question, nearest first. */
  static List<ChromaRecord> ofQuery(String where, JsonNode answer) {
    return read(where, column -> answer.path(column).path(0));
  }

  private static List<ChromaRecord> read(String where, Function<String, JsonNode> columns) {
    JsonNode ids = columns.apply("ids");
    if (!ids.isArray()) {
      throw new SourceException(ErrorKind.PROTOCOL, where + " answered without a list of ids");
    }
    JsonNode documents = columns.apply("documents");
    JsonNode metadata = columns.apply("metadatas");
    JsonNode distances = columns.apply("distances");
    JsonNode vectors = columns.apply("embeddings");
    List<ChromaRecord> records = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      Map<String, Object> held = JsonValues.fields(metadata.path(i));
      Map<String, Object> fields = ListKeys.read(held);
      if (documents.path(i).isTextual()) {
        fields.putIfAbsent(DOCUMENT, documents.path(i).textValue());
      }
      JsonNode distance = distances.path(i);
      records.add(
          new ChromaRecord(
              ids.path(i).asText(),
              fields,
              held.keySet(),
              distance.isNumber() ? distance.doubleValue() : null,
              JsonValues.floats(vectors.path(i))));
    }
    return records;
  }
}
