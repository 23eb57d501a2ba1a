package dev.tributary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ingestion.DocumentReader.Entry;
import dev.tributary.ingestion.DocumentReader.Read;
import dev.tributary.ingestion.DocumentReader.Skipped;
import dev.tributary.source.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesReaderTest {
  @Test
  void line_becomes_a_document_with_all_other_fields_as_metadata() throws IOException {
    Entry entry =
        only(
            """
            {"_id": 7, "title": "T", "text": "One", "url": "https://x.example/7", "lang": "pt-BR", \
            "year": 2024, "draft": false, "none": null, "tags": ["a", 1], \
            "by": {"name": {"first": "Ana"}}, "metadata": {"part": "x"}}
            """);

    assertThat(entry)
        .isEqualTo(
            new Read(
                "line 1",
                new Document(
                    "7",
                    "T",
                    "https://x.example/7",
                    "One",
                    "pt",
                    Map.of(
                        "lang",
                        "pt-BR",
                        "year",
                        2024,
                        "draft",
                        false,
                        "tags",
                        List.of("a", 1),
                        "by.name.first",
                        "Ana",
                        "part",
                        "x"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"_id\": \"1\"             | not JSON",
        "{\"_id\": \"1\", \"text\": \"a\"} x | not JSON",
        "[]                          | no _id",
        "{\"text\": \"a\"}           | no _id",
        "{\"_id\": \" \", \"text\": \"a\"} | no _id",
        "{\"_id\": {}, \"text\": \"a\"} | no _id",
        "{\"_id\": \"1\"}            | no text",
        "{\"_id\": \"1\", \"text\": 5} | no text"
      })
  void malformed_line_is_skipped_with_its_number_and_the_next_one_read(String line, String reason)
      throws IOException {
    List<Entry> entries = read("\n" + line + "\r\n{\"_id\": \"2\", \"text\": \"b\"}");

    assertThat(entries.getFirst())
        .isInstanceOfSatisfying(
            Skipped.class,
            skipped -> {
              assertThat(skipped.place()).isEqualTo("line 2");
              assertThat(skipped.reason()).startsWith(reason);
            });
    assertThat(entries.get(1)).isInstanceOf(Read.class);
  }

  @Test
  void overlong_line_and_bytes_that_are_not_utf8_are_skipped() throws IOException {
    String corpus =
        "{\"_id\": \"1\", \"text\": \"%s\"}\n\u00ff\n{\"_id\": \"3\", \"text\": \"c\"}\n";
    byte[] bytes = corpus.formatted("x".repeat(200_000)).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(read(new JsonLinesReader(new ByteArrayInputStream(bytes), 1_000)))
        .satisfiesExactly(
            first -> assertThat(first).hasToString(skipped(1, "longer than 1000 bytes")),
            second -> assertThat(second).hasToString(skipped(2, "not UTF-8")),
            third -> assertThat(third).isInstanceOf(Read.class));
  }

  @Test
  void id_and_metadata_out_of_bounds_are_skipped_with_the_bounds() throws IOException {
    assertThat(only("{\"_id\": \"%s\", \"text\": \"a\"}".formatted("i".repeat(513))))
        .asString()
        .contains("512");
    assertThat(
            only("{\"_id\": \"1\", \"text\": \"a\", \"m\": \"%s\"}".formatted("m".repeat(20_000))))
        .asString()
        .contains("16384");
  }

  @Test
  void byte_order_mark_is_no_text() throws IOException {
    assertThat(only("\uFEFF{\"_id\": \"1\", \"text\": \"a\"}")).isInstanceOf(Read.class);
  }

  @Test
  void escapes_of_half_a_character_and_numbers_beyond_a_double_become_what_stores_can_hold()
      throws IOException {
    Entry entry =
        only(
            """
            {"_id": "a\\ud83d", "title": "\\udf0a", "text": "cut \\ud83d", "url": "u\\ud800", \
            "k\\ud83d": ["\\ud83c\\udf0a", "\\ud83d"], "n": {"\\udf0a": 1e999}, "m": -1e999}
            """);

    assertThat(entry)
        .isEqualTo(
            new Read(
                "line 1",
                new Document(
                    "a?",
                    "?",
                    "u?",
                    "cut ?",
                    null,
                    Map.of("k?", List.of("🌊", "?"), "n.?", "Infinity", "m", "-Infinity"))));
  }

  private static String skipped(int line, String reason) {
    return new Skipped("line " + line, reason, null).toString();
  }

  private static Entry only(String text) throws IOException {
    List<Entry> entries = read(text);
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  private static List<Entry> read(String text) throws IOException {
    return read(
        new JsonLinesReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<Entry> read(DocumentReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (reader) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
