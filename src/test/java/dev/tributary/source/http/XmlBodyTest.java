package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlBodyTest {
  private static final String FEED =
      """
      <?xml version="1.0" encoding="%s"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:os="http://a9.com/-/spec/opensearch/1.1/">
        <!-- said by nobody --><?and by="no program"?>
        <os:totalResults>2</os:totalResults>
        <entry><title type="html">Água &amp; <![CDATA[<b>vida</b>]]></title><id>1</id>
          <author><name>A</name></author><author><name>B</name></author></entry>
        <entry><title>Two</title><link href="http://x.test/2" rel="alternate"/><id>2</id></entry>
      </feed>
      """;

  @Test
  void elements_attributes_and_texts_become_a_tree() {
    assertThat(parse(FEED.formatted("UTF-8"), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"feed":{"@xmlns":"http://www.w3.org/2005/Atom",\
            "@xmlns:os":"http://a9.com/-/spec/opensearch/1.1/",\
            "os:totalResults":"2","entry":[\
            {"title":{"@type":"html","#text":"Água & <b>vida</b>"},"id":"1",\
            "author":[{"name":"A"},{"name":"B"}]},\
            {"title":"Two","link":{"@href":"http://x.test/2","@rel":"alternate"},"id":"2"}]}}\
            """);
  }

  @Test
  void text_beside_elements_includes_theirs() {
    assertThat(parse("<d>The <b>Rhine</b> flows</d>", StandardCharsets.UTF_8))
        .isEqualTo("{\"d\":{\"b\":\"Rhine\",\"#text\":\"The Rhine flows\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16", "windows-1252"})
  void encoding_is_the_one_that_the_document_declares(String charset) {
    assertThat(parse(FEED.formatted(charset), Charset.forName(charset))).contains("Água");
  }

  @Test
  void long_text_is_kept_once_and_not_whole_on_every_level() {
    String deep = "<a>x".repeat(100) + "y".repeat(1_000_000) + "</a>".repeat(100);
    Buffer body = Buffer.buffer(deep);
    JsonNode node =
        XmlBody.parse("api.test", new HttpAnswer(200, MultiMap.caseInsensitiveMultiMap(), body));
    for (int level = 0; level < 100; level++) {
      node = node.get("a");
      String text = node.isTextual() ? node.textValue() : node.get("#text").textValue();
      assertThat(text).hasSizeLessThanOrEqualTo(XmlBody.MAX_TEXT).startsWith("x");
    }
  }

  @Test
  void byte_order_mark_is_skipped() {
    assertThat(parse("\uFEFF<a>é</a>", StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"é\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/evil.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'> %p;]><a/>",
        "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>",
        "<a>&x;</a>"
      })
  void external_entities_and_billion_laughs_are_refused(String xml) {
    assertThatThrownBy(() -> parse(xml, StandardCharsets.UTF_8))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | empty body",
        "<a><b>             | only the beginning",
        "<a></b>            | not XML",
        "{\"results\":[]}   | not XML",
        "<a/><b/>           | not XML"
      })
  void what_is_not_xml_is_a_protocol_failure(String xml, String said) {
    assertThatThrownBy(() -> parse(xml, StandardCharsets.UTF_8))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(said);
  }

  @Test
  void xml_of_ten_thousand_levels_is_a_protocol_failure() {
    String deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
    assertThatThrownBy(() -> parse(deep, StandardCharsets.UTF_8))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL));
  }

  private static String parse(String xml, Charset charset) {
    Buffer body = Buffer.buffer(xml.getBytes(charset));
    return XmlBody.parse("api.test", new HttpAnswer(200, MultiMap.caseInsensitiveMultiMap(), body))
        .toString();
  }
}
