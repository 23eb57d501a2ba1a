package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.text.Cut;
import dev.tributary.text.HtmlText;
import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * From one hit to one passage.
 *
 * @param source the name of the source
 * @param base what relative URLs in hits are relative to
 * @param textsLater whether a hit's text may come later, so that one without is none yet
 * @param language of all texts, null when it is not known or differs
 */
record HitFields(
    String source,
    URI base,
    boolean textsLater,
    @Nullable String language,
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
  static final int MAX_MARKUP = 10 * Passage.MAX_TEXT;

  /** The passage of a hit, its title as text when it has no other; null when it has neither. */
  @Nullable Passage read(JsonNode hit) {
    @Nullable String heading = plain(title.find(hit), MAX_TITLE);
    @Nullable String content = text(text.find(hit));
    @Nullable String nativeId = string(id.find(hit));
    @Nullable String body = content == null ? heading : content;
    if (body == null) {
      if (!textsLater || nativeId == null) {
        return null;
      }
      body = "";
    }
    @Nullable String link = link(string(url.find(hit)));
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
        language,
        metadata.read(hit),
        scored ? Signal.SCORE : Signal.RANK,
        scored ? rawScore : null,
        null);
  }

  /** Whether a hit has a place for a title or a text, be it empty. */
  boolean isMapped(JsonNode hit) {
    return title.find(hit) != null || text.find(hit) != null;
  }

  /** The passage with another text. */
  static Passage withText(Passage p, String text) {
    return new Passage(
        p.id(),
        p.source(),
        p.title(),
        p.url(),
        text,
        p.language(),
        p.metadata(),
        p.signal(),
        p.rawScore(),
        p.vector());
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

  /** A text as a passage has it; null when there is none. */
  static @Nullable String text(@Nullable JsonNode value) {
    return plain(value, Passage.MAX_TEXT);
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
  static @Nullable String string(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isObject()) {
      @Nullable JsonNode beside = value.get(XmlBody.TEXT);
      return beside == null ? InvertedIndex.text(value) : string(beside);
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .filter(item -> !item.isArray())
          .map(HitFields::string)
          .filter(Objects::nonNull)
          .collect(Collectors.joining("\n"));
    }
    return value.asText();
  }

  /** Only what a browser may open without harm. */
  private @Nullable String link(@Nullable String link) {
    if (link == null || link.isBlank() || link.length() > MAX_URL) {
      return null;
    }
    String whole = link.strip();
    if (isWeb(whole)) {
      return whole;
    }
    try {
      String resolved = base.resolve(whole).toString();
      return isWeb(resolved) ? resolved : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean isWeb(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
