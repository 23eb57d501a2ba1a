package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as XML (Atom and RSS are XML), read into a tree like that of JSON.
 *
 * <p>An element is a field of its parent, under its name as written ({@code opensearch:total}); of
 * several with one name an array is made. An attribute is a field {@code @name}. An element with
 * text alone is a string; text beside attributes or elements is the field {@value #TEXT}, that of
 * the elements within included.
 *
 * <p>A document with a DOCTYPE is refused: entities, external or nested by the million, are
 * declared there and nowhere else.
 */
final class XmlBody {
  /** The text of an element that has attributes or elements as well. */
  static final String TEXT = "#text";

  private static final int MAX_DEPTH = 200;
  private static final int MAX_ERROR = 64 * 1024;

  /** More of an element's text than anyone reads: each level within would copy it once more. */
  static final int MAX_TEXT = HitFields.MAX_MARKUP;

  private static final XMLInputFactory FACTORY = factory();

  private XmlBody() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("no entity is resolved");
        });
    return factory;
  }

  /**
   * Parses a body in the encoding that the document declares, else in UTF-8.
   *
   * @param host for messages
   * @throws SourceException PROTOCOL
   */
  static JsonNode parse(String host, HttpAnswer answer) {
    byte[] bytes = answer.body().getBytes();
    if (bytes.length == 0) {
      throw protocol(host + " answered " + answer.status() + " with an empty body", null);
    }
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        return document(host, reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw protocol(host + " answered what is not XML, or only the beginning of it", e);
    }
  }

  /** The body of an error if it is XML; null when it is anything else, or too long to be one. */
  static @Nullable JsonNode parseError(HttpAnswer answer) {
    if (answer.body().length() > MAX_ERROR) {
      return null;
    }
    try {
      return parse("", answer);
    } catch (SourceException _) {
      return null;
    }
  }

  private static ObjectNode document(String host, XMLStreamReader reader)
      throws XMLStreamException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD ->
            throw protocol(host + " answered XML with a DOCTYPE, which is refused", null);
        case XMLStreamConstants.START_ELEMENT -> {
          String name = reader.getLocalName();
          document.set(name, element(host, reader, 1).node());
        }
        default -> {}
      }
    }
    return document;
  }

  /**
   * An element.
   *
   * @param text all that it says, elements within included
   */
  private record Element(JsonNode node, String text) {}

  private static Element element(String host, XMLStreamReader reader, int depth)
      throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw protocol(host + " answered XML beyond the limits: nested too deep", null);
    }
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      @Nullable String prefix = reader.getAttributePrefix(i);
      String name = prefix == null || prefix.isEmpty() ? "@" : "@" + prefix + ":";
      element.put(name + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    boolean says = false;
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = reader.getLocalName();
          Element child = element(host, reader, depth + 1);
          add(element, name, child.node);
          append(text, child.text);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          append(text, reader.getText());
          says = says || !reader.getText().isBlank();
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw protocol(
                host + " answered XML with an entity of its own, which is refused", null);
        case XMLStreamConstants.END_ELEMENT -> {
          return new Element(finished(element, says ? text.toString() : ""), text.toString());
        }
        default -> {}
      }
    }
  }

  private static void append(StringBuilder text, String more) {
    text.append(more, 0, Math.min(more.length(), MAX_TEXT - text.length()));
  }

  private static JsonNode finished(ObjectNode element, String text) {
    if (element.isEmpty()) {
      return JsonNodeFactory.instance.textNode(text.strip());
    }
    if (!text.isBlank()) {
      element.put(TEXT, text.strip());
    }
    return element;
  }

  private static void add(ObjectNode parent, String name, JsonNode child) {
    switch (parent.get(name)) {
      case null -> parent.set(name, child);
      case ArrayNode several -> several.add(child);
      case JsonNode first -> parent.putArray(name).add(first).add(child);
    }
  }

  private static SourceException protocol(String message, @Nullable Throwable cause) {
    return new SourceException(ErrorKind.PROTOCOL, message, cause);
  }
}
