package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.text.Cut;
import dev.tributary.text.HtmlText;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * From one hit to one passage.
 *
 * @param source the name of the source
 * @param base what relative URLs in hits are relative to
 */
record HitFields(
    String source,
    URI base,
    JsonLookup id,
    JsonLookup title,
    JsonLookup url,
    JsonLookup text,
    JsonLookup score,
    MetadataMapping metadata) {
  private static final int MAX_TITLE = 500;
  private static final int MAX_URL = 2_000;
  private static final int MAX_ID = 512;

  /** More markup than this around a text is not read to its end. */
  private static final int MAX_MARKUP = 10 * Passage.MAX_TEXT;

  /** The passage of a hit, its title as text when it has no other; null when it has neither. */
  @Nullable Passage read(JsonNode hit) {
    @Nullable String heading = plain(title.find(hit), MAX_TITLE);
    @Nullable String content = plain(text.find(hit), Passage.MAX_TEXT);
    @Nullable String body = content == null ? heading : content;
    if (body == null) {
      return null;
    }
    @Nullable String link = link(string(url.find(hit)));
    @Nullable String nativeId = string(id.find(hit));
    double rawScore = number(score.find(hit), Double.NaN);
    boolean scored = Double.isFinite(rawScore);
    return new Passage(
        nativeId == null || nativeId.isBlank() || nativeId.length() > MAX_ID
            ? PassageId.ofContent(source, link, body)
            : PassageId.of(source, nativeId),
        source,
        heading,
        link,
        body,
        null,
        metadata.read(hit),
        scored ? Signal.SCORE : Signal.RANK,
        scored ? rawScore : null,
        null);
  }

  static Passage withoutScore(Passage p) {
    return new Passage(
        p.id(),
        p.source(),
        p.title(),
        p.url(),
        p.text(),
        p.language(),
        p.metadata(),
        Signal.RANK,
        null,
        p.vector());
  }

  /** A number, also one that stands in quotes. */
  static double number(@Nullable JsonNode value, double otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return value.isTextual() ? Double.parseDouble(value.textValue().strip()) : otherwise;
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  private static @Nullable String plain(@Nullable JsonNode value, int size) {
    @Nullable String raw = string(value);
    if (raw == null) {
      return null;
    }
    String plain = Cut.to(size, HtmlText.strip(Cut.to(MAX_MARKUP, raw)).strip());
    return plain.isEmpty() ? null : plain;
  }

  /** A scalar as text, a list of scalars as lines. */
  private static @Nullable String string(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isObject()) {
      return null;
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .filter(item -> item.isValueNode() && !item.isNull())
          .map(JsonNode::asText)
          .collect(Collectors.joining("\n"));
    }
    return value.asText();
  }

  /** Only what a browser may open without harm. */
  private @Nullable String link(@Nullable String link) {
    if (link == null || link.isBlank() || link.length() > MAX_URL) {
      return null;
    }
    if (isWeb(link)) {
      return link;
    }
    try {
      String resolved = base.resolve(link.strip()).toString();
      return isWeb(resolved) ? resolved : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean isWeb(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
