package dev.tributary.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.passage.Sha256;
import dev.tributary.source.Document;
import dev.tributary.text.Splitter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over all that a written document comes from: title, URL, text, language, metadata, and
 * how it was split and embedded. Equal hashes: nothing to do.
 */
final class ContentHash {
  private static final ObjectWriter CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build().writer();

  private ContentHash() {}

  /**
   * @param model that embeds its chunks; null when none does
   */
  static String of(Document document, int chunkSize, @Nullable String model) {
    try {
      byte[] content =
          CANONICAL.writeValueAsBytes(
              Arrays.asList(
                  Splitter.VERSION,
                  chunkSize,
                  model,
                  document.title(),
                  document.url(),
                  document.text(),
                  document.language(),
                  document.metadata()));
      return HexFormat.of().formatHex(Sha256.digest().digest(content));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("metadata is no JSON", e);
    }
  }
}
