package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.source.SourceException;
import org.jspecify.annotations.Nullable;

/** What an API answers in. Both become one kind of tree, in which JSONPaths find their way. */
enum BodyFormat {
  /** JSON. */
  JSON("application/json"),
  /** XML, also Atom and RSS. */
  XML("application/xml, application/atom+xml, application/rss+xml, text/xml");

  private final String accept;

  BodyFormat(String accept) {
    this.accept = accept;
  }

  /** The media types that are asked for. */
  String accept() {
    return accept;
  }

  /**
   * The tree of a body.
   *
   * @param host for messages
   * @throws SourceException PROTOCOL
   */
  JsonNode parse(String host, HttpAnswer answer) {
    return switch (this) {
      case JSON -> JsonBody.parse(host, answer);
      case XML -> XmlBody.parse(host, answer);
    };
  }

  /** The tree of an error's body; null when it is of no use. */
  @Nullable JsonNode parseError(HttpAnswer answer) {
    return switch (this) {
      case JSON -> JsonBody.parseError(answer);
      case XML -> XmlBody.parseError(answer);
    };
  }
}
