package dev.tributary.source.opensearch;

import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import dev.tributary.source.WritableSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Settings and documents that several tests use. */
final class IndexDocuments {
  private IndexDocuments() {}

  /** A source that makes its index. */
  static StoreSettings settings() {
    return settings(true, WordVectors.MODEL, null, StoreFields.DEFAULTS);
  }

  static StoreSettings settings(
      boolean create, @Nullable String model, @Nullable String language, StoreFields fields) {
    return new StoreSettings(
        "wiki",
        new WritableSettings(model, language, 1_200, Optional.empty()),
        OptionalInt.empty(),
        create,
        fields,
        SourceSettings.DEFAULTS);
  }

  static List<ChunkedDocument> two() {
    return List.of(whole("a", "a river to the sea"), whole("b", "another river"));
  }

  static ChunkedDocument whole(String id, String text) {
    return chunked(id, List.of(text));
  }

  static ChunkedDocument chunked(String id, List<String> texts) {
    return new ChunkedDocument(
        new Document(id, null, null, texts.getFirst(), null, Map.of()),
        "hash",
        texts.stream().map(text -> new ChunkedDocument.Chunk(text, WordVectors.of(text))).toList());
  }
}
