package dev.tributary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ingestion.DocumentReader.Entry;
import dev.tributary.ingestion.DocumentReader.Read;
import dev.tributary.ingestion.DocumentReader.Skipped;
import dev.tributary.source.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReadersTest {
  private final DocumentReaders readers = new DocumentReaders(getClass().getClassLoader());
  @TempDir Path folder;

  @Test
  void folder_is_read_in_order_of_its_paths_and_only_what_is_text() throws IOException {
    write("z.md", "intro\n# Zed ##\ntext");
    write("a/b.txt", "\uFEFFplain");
    write("a/page.HTML", "<html lang=en><title>A page</title><h1>Head</h1><p>Body");
    write("a/data.csv", "1,2");
    write("empty.md", " ");
    write(".hidden/x.md", "x");
    write(".x.md", "x");

    assertThat(read(folder.toString()))
        .containsExactly(
            read(new Document("a/b.txt", "b.txt", null, "plain", null, Map.of())),
            read(new Document("a/page.HTML", "A page", null, "# Head\n\nBody", "en", Map.of())),
            read(new Document("empty.md", null, null, " ", null, Map.of())),
            read(new Document("z.md", "Zed", null, "intro\n# Zed ##\ntext", null, Map.of())));
  }

  @Test
  void link_in_a_circle_ends_and_link_to_a_file_is_followed() throws IOException {
    write("a.md", "a");
    Files.createSymbolicLink(folder.resolve("circle"), folder);
    Files.createSymbolicLink(folder.resolve("b.md"), folder.resolve("a.md"));
    Files.createSymbolicLink(folder.resolve("dead.md"), folder.resolve("nowhere"));

    assertThat(ids(folder.toString())).containsExactly("a.md", "b.md");
  }

  @Test
  void huge_file_is_skipped_and_named() throws IOException {
    Files.write(folder.resolve("huge.txt"), new byte[DocumentReader.MAX_BYTES + 1]);
    write("small.txt", "x".repeat(100));

    assertThat(read(folder.toString()).getFirst())
        .isEqualTo(new Skipped("huge.txt", "larger than 10485760 bytes", "huge.txt"));
    assertThat(read(folder.toString())).hasSize(2);
  }

  @Test
  void folder_that_may_not_be_read_is_skipped_without_a_known_id() throws IOException {
    FileTree tree =
        new FileTree() {
          @Override
          public Listing list() {
            return new Listing(List.of("gone.md"), List.of("closed"));
          }

          @Override
          public InputStream open(String file) throws IOException {
            throw new NoSuchFileException(file);
          }
        };

    assertThat(read(new TextFilesReader(tree)))
        .containsExactly(
            new Skipped("closed", "unreadable", null),
            new Skipped("gone.md", "unreadable: gone.md", "gone.md"));
  }

  @Test
  void compressed_lines_are_read_as_others_and_a_cut_file_is_an_error() throws IOException {
    byte[] line = "{\"_id\": \"1\", \"text\": \"a\"}\n".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("corpus.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(line);
    }
    assertThat(ids(file.toString())).containsExactly("1");

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> read(file.toString())).isInstanceOf(IOException.class);
  }

  @Test
  void class_path_gives_folders_and_files_of_class_folders_and_jars() throws Exception {
    write("classes/kb/deep/one.md", "# One");
    write("classes/lines.jsonl", "{\"_id\": \"1\", \"text\": \"a\"}");
    Path jar = folder.resolve("some lib.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("kb/", "kb/more/", "kb/more/two.txt", "packed.jsonl")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(
            name.endsWith("/")
                ? new byte[0]
                : "{\"_id\": \"2\", \"text\": \"b\"}".getBytes(StandardCharsets.UTF_8));
      }
    }
    URL[] urls = {folder.resolve("classes").toUri().toURL(), jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      DocumentReaders here = new DocumentReaders(loader);
      assertThat(ids(here, "classpath:kb")).containsExactly("deep/one.md", "more/two.txt");
      assertThat(ids(here, "classpath:/kb/")).containsExactly("deep/one.md", "more/two.txt");
      assertThat(ids(here, "classpath:lines.jsonl")).containsExactly("1");
      assertThat(ids(here, "classpath:packed.jsonl")).containsExactly("2");
      assertThatThrownBy(() -> here.open("classpath:nowhere"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("what load= names")
          .hasMessageNotContaining("nowhere");
    }
  }

  @Test
  void location_that_is_neither_is_refused_with_what_is_allowed() throws IOException {
    write("a.pdf", "x");
    for (String location : List.of(folder.resolve("a.pdf").toString(), "none.jsonl", "\0")) {
      assertThatThrownBy(() -> readers.open(location))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a folder of .md .txt .html, a .jsonl, a .jsonl.gz, or classpath:");
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Read read(Document document) {
    return new Read(document.id(), document);
  }

  private List<Entry> read(String location) throws IOException {
    return read(readers, location);
  }

  private List<String> ids(String location) throws IOException {
    return ids(readers, location);
  }

  private static List<String> ids(DocumentReaders readers, String location) throws IOException {
    return read(readers, location).stream().map(e -> ((Read) e).document().id()).toList();
  }

  private static List<Entry> read(DocumentReaders readers, String location) throws IOException {
    return read(readers.open(location));
  }

  private static List<Entry> read(DocumentReader opened) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DocumentReader reader = opened) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
