package dev.tributary.source;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Sha256;
import dev.tributary.passage.Vector;
import dev.tributary.text.Cut;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as it lies in a vector store: one flat record each, with all that a passage needs, so
 * that a search is one call.
 *
 * @param document the id of its document
 * @param number in the document, from 0; {@link #WHOLE} when the document is one chunk
 * @param hash the content hash of its document
 * @param text at most {@link Passage#MAX_TEXT} characters
 * @param metadata of its document
 * @param vector of the text, in the model of the source; null when it has none
 */
public record StoredChunk(
    String document,
    int number,
    String hash,
    @Nullable String title,
    @Nullable String url,
    String text,
    @Nullable String language,
    Map<String, Object> metadata,
    @Nullable Vector vector) {
  /** The number of a chunk that is a whole document. */
  public static final int WHOLE = -1;

  /**
   * The chunks of a document, in order.
   *
   * @throws SourceException BAD_REQUEST when a vector is not of the source's model, or metadata
   *     neither a scalar nor a list of scalars
   */
  public static List<StoredChunk> of(ChunkedDocument chunked, WritableSettings settings) {
    Document whole = chunked.document();
    whole.metadata().forEach((key, value) -> requireScalars(whole.id(), key, value));
    String language = settings.languageOf(whole);
    List<StoredChunk> chunks = new ArrayList<>(chunked.chunks().size());
    for (ChunkedDocument.Chunk chunk : chunked.chunks()) {
      Vector vector = chunk.vector();
      if (vector != null && !vector.model().equals(settings.model())) {
        throw refused(
            whole.id(),
            "a vector of model \"%s\"".formatted(vector.model()),
            "\"" + settings.model() + "\"");
      }
      chunks.add(
          new StoredChunk(
              whole.id(),
              chunked.chunks().size() == 1 ? WHOLE : chunks.size(),
              chunked.contentHash(),
              whole.title(),
              whole.url(),
              Cut.to(Passage.MAX_TEXT, chunk.text()),
              language,
              whole.metadata(),
              vector));
    }
    return chunks;
  }

  /** The key of a chunk in the store, see {@link #id(String, int)}. */
  public UUID id() {
    return id(document, number);
  }

  /**
   * The key of a document's chunk: the same for the same two, so that writing twice is writing
   * once; a UUID, since some stores take nothing else (version 8 of RFC 9562, from SHA-256).
   */
  public static UUID id(String document, int number) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(number + "#" + document));
    long high = (digest.getLong() & ~0xF000L) | 0x8000L;
    long low = (digest.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  /** The id of the passage that a chunk is found as. */
  public static String passageId(String source, String document, int number) {
    return number == WHOLE
        ? PassageId.of(source, document)
        : PassageId.ofChunk(source, document, number);
  }

  /** The record without its vector, for stores that hold one as fields; no field is null. */
  public Map<String, Object> fields(StoreFields names) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (names.hasFlatMetadata()) {
      fields.putAll(metadata);
    } else {
      fields.put(names.metadata(), metadata);
    }
    fields.put(names.id(), document);
    fields.put(names.chunk(), number);
    fields.put(StoreFields.HASH, hash);
    fields.put(names.text(), text);
    putIfKnown(fields, names.title(), title);
    putIfKnown(fields, names.url(), url);
    putIfKnown(fields, names.language(), language);
    return fields;
  }

  private static void requireScalars(String id, String key, Object value) {
    List<?> values = value instanceof List<?> list ? list : List.of(value);
    for (Object one : values) {
      if (!(one instanceof String || one instanceof Number || one instanceof Boolean)) {
        throw refused(
            id,
            "a %s as metadata \"%s\"".formatted(one.getClass().getSimpleName(), key),
            "string, number, boolean, or a list of them");
      }
    }
  }

  private static SourceException refused(String id, String what, String allowed) {
    return new SourceException(
        ErrorKind.BAD_REQUEST, "document \"%s\" has %s; allowed: %s".formatted(id, what, allowed));
  }

  private static void putIfKnown(Map<String, Object> fields, String name, @Nullable String value) {
    if (value == null) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
  }
}
