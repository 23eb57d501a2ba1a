package dev.tributary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.guard.SystemTimers;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadProgress.State;
import dev.tributary.source.LoadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {
  private static final Retry QUICK = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));

  private final FakeEmbedder embedder = new FakeEmbedder();
  private final Loader loader =
      new Loader(embedder, new SystemTimers(), QUICK, LoaderTest.class.getClassLoader());
  private FakeWritableSource source;
  @TempDir Path folder;

  @BeforeEach
  void three_documents() throws IOException {
    write("a.md", "# Rivers\nThey run.");
    write("b.txt", "The sea waits.");
    write("deep/c.html", "<title>Lakes</title><p>They rest.");
    source = new FakeWritableSource("docs", folder);
  }

  @Test
  void documents_are_split_embedded_and_written() {
    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 3, 3, 0, 0, null));
    assertThat(source.chunks())
        .hasToString(
            "{a.md=[Rivers\nThey run.], b.txt=[b.txt\nThe sea waits.], deep/c.html=[Lakes\nThey"
                + " rest.]}");
    assertThat(source.held.get("a.md").chunks())
        .allSatisfy(chunk -> assertThat(chunk.vector()).isNotNull());
  }

  @Test
  void second_start_embeds_and_writes_nothing() {
    load();
    embedder.texts.clear();

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 3, 0, 0, 0, null));
    assertThat(embedder.texts).isEmpty();
    assertThat(source.writes).hasValue(1);
  }

  @Test
  void changed_document_embeds_only_itself() throws IOException {
    load();
    embedder.texts.clear();
    write("b.txt", "The sea moves.");

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 3, 1, 0, 0, null));
    assertThat(embedder.texts).containsExactly("b.txt\nThe sea moves.");
  }

  @Test
  void vanished_document_and_vanished_chunk_are_removed() throws IOException {
    write("a.md", "# Rivers\nThey run.\n## Mouths\nThey end.");
    load();
    assertThat(source.chunks().get("a.md")).hasSize(2);
    write("a.md", "# Rivers\nThey run.");
    Files.delete(folder.resolve("b.txt"));

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 2, 1, 1, 0, null));
    assertThat(source.chunks()).containsOnlyKeys("a.md", "deep/c.html");
    assertThat(source.chunks().get("a.md")).containsExactly("Rivers\nThey run.");
  }

  @Test
  void other_chunk_size_or_model_writes_all_again() {
    load();
    source.settings = new LoadSettings(folder.toString(), Map.of(), 300);
    assertThat(load().embedded()).isEqualTo(3);
    source.model = null;
    assertThat(load().embedded()).isEqualTo(3);
  }

  @Test
  void source_without_model_gets_chunks_without_vectors() {
    source.model = null;

    assertThat(load().state()).isEqualTo(State.DONE);
    assertThat(embedder.texts).isEmpty();
    assertThat(source.held.get("a.md").chunks())
        .containsExactly(new ChunkedDocument.Chunk("Rivers\nThey run.", null));
  }

  @Test
  void unreadable_file_is_skipped_and_its_document_kept() throws IOException {
    load();
    Files.write(folder.resolve("b.txt"), new byte[] {'o', (byte) 0xFF});

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 2, 0, 0, 1, null));
    assertThat(source.chunks()).containsKey("b.txt");
  }

  @Test
  void malformed_line_is_skipped_and_nothing_is_removed_since_it_might_be_any_document()
      throws IOException {
    Path corpus = folder.resolve("corpus.jsonl");
    source = new FakeWritableSource("corpus", corpus);
    write("corpus.jsonl", line("1", "one") + line("2", "two"));
    load();
    write("corpus.jsonl", line("1", "one") + "{\"_id\": \"2\", \"te\n");

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 1, 0, 0, 1, null));
    assertThat(source.chunks()).containsOnlyKeys("1", "2");
  }

  @Test
  void document_without_text_and_second_document_of_one_id_are_skipped() throws IOException {
    source = new FakeWritableSource("corpus", folder.resolve("corpus.jsonl"));
    write("corpus.jsonl", line("1", "one") + line("2", " ") + line("1", "other"));

    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 1, 1, 0, 2, null));
    assertThat(source.chunks()).hasToString("{1=[one]}");
  }

  @Test
  void load_where_picks_a_part_and_says_so_when_there_is_none() throws IOException {
    source = new FakeWritableSource("corpus", folder.resolve("corpus.jsonl"));
    write(
        "corpus.jsonl",
        """
        {"_id": "1", "text": "one", "field": "x", "year": 2024}
        {"_id": "2", "text": "two", "field": ["y", "x"]}
        {"_id": "3", "text": "three", "field": "y"}
        {"_id": "4", "text": "four"}
        """);
    source.loadWhere("field", "x");
    assertThat(load()).isEqualTo(new LoadProgress(State.DONE, 2, 2, 0, 0, null));
    assertThat(source.chunks()).containsOnlyKeys("1", "2");

    source.loadWhere("year", "2024");
    assertThat(load().removed()).isEqualTo(1);
    assertThat(source.chunks()).containsOnlyKeys("1");

    source.loadWhere("field", "z");
    assertThat(load().state()).isEqualTo(State.FAILED);
    assertThat(source.loading().error()).contains("4 documents", "load=", "{field=z}");
    assertThat(source.chunks()).containsOnlyKeys("1");
  }

  @Test
  void missing_location_fails_with_what_is_allowed_and_an_emptied_one_removes_nothing()
      throws IOException {
    load();
    for (String file : new String[] {"a.md", "b.txt", "deep/c.html"}) {
      Files.delete(folder.resolve(file));
    }
    assertThat(load().error())
        .contains("0 documents in what load= names")
        .doesNotContain(folder.toString());
    assertThat(source.chunks()).hasSize(3);

    source = new FakeWritableSource("docs", folder.resolve("nowhere"));
    assertThat(load().error())
        .contains("what load= names", "a folder of .md .txt .html", ".jsonl.gz")
        .doesNotContain("nowhere");
  }

  @Test
  void unknown_model_fails_with_the_known_ones() {
    source.model = "other";

    assertThat(load().state()).isEqualTo(State.FAILED);
    assertThat(source.loading().error()).contains("other", FakeWritableSource.MODEL);
  }

  @Test
  void source_without_load_settings_is_refused() {
    FakeWritableSource none = new FakeWritableSource("none", folder);
    none.settings = null;

    assertThatIllegalArgumentException().isThrownBy(() -> loader.load(none));
  }

  private LoadProgress load() {
    return loader.load(source).await().atMost(Duration.ofSeconds(20));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String line(String id, String text) {
    return "{\"_id\": \"%s\", \"text\": \"%s\"}\n".formatted(id, text);
  }
}
