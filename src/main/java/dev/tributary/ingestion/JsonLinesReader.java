package dev.tributary.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.source.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A corpus in the format of BEIR: a line a document, {@code {"_id", "title", "text"}}. {@code url}
 * is known; all other fields are metadata, and {@code lang} is the language as well.
 */
final class JsonLinesReader implements DocumentReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);
  private static final Set<String> OWN = Set.of("_id", "title", "text", "url");

  private final LineReader lines;

  JsonLinesReader(InputStream in) {
    this(in, MAX_BYTES);
  }

  JsonLinesReader(InputStream in, int maxLineBytes) {
    lines = new LineReader(in, maxLineBytes);
  }

  @Override
  public @Nullable Entry next() throws IOException {
    while (lines.next()) {
      byte[] bytes = lines.bytes();
      if (lines.isCut()) {
        return skipped("longer than " + bytes.length + " bytes", null);
      }
      try {
        String line = Utf8.decode(bytes, bytes.length);
        if (!line.isBlank()) {
          return entry(JSON.readTree(line));
        }
      } catch (CharacterCodingException _) {
        return skipped("not UTF-8", null);
      } catch (JsonProcessingException e) {
        return skipped("not JSON: " + e.getOriginalMessage(), null);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private Entry entry(JsonNode json) {
    JsonNode id = json.path("_id");
    if (!json.isObject() || !id.isValueNode() || id.isNull() || id.asText().isBlank()) {
      return skipped("no _id", null);
    }
    if (!json.path("text").isTextual()) {
      return skipped("no text", id.asText());
    }
    try {
      return new Read(
          place(),
          new Document(
              Utf8.whole(id.asText()),
              textOf(json, "title"),
              textOf(json, "url"),
              Utf8.whole(json.get("text").textValue()),
              languageOf(json),
              Metadata.of(json, OWN)));
    } catch (IllegalArgumentException e) {
      return skipped(String.valueOf(e.getMessage()), id.asText());
    }
  }

  private static @Nullable String textOf(JsonNode json, String field) {
    String text = Utf8.whole(json.path(field).asText(""));
    return text.isBlank() ? null : text;
  }

  private static @Nullable String languageOf(JsonNode json) {
    String lang = json.path("lang").asText("").toLowerCase(Locale.ROOT);
    return lang.matches("[a-z]{2,3}([-_].*)?") ? lang.split("[-_]", 2)[0] : null;
  }

  private Skipped skipped(String reason, @Nullable String id) {
    return new Skipped(place(), reason, id);
  }

  private String place() {
    return "line " + lines.number();
  }
}
