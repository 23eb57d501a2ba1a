package dev.tributary.ingestion;

import dev.tributary.source.Document;
import dev.tributary.text.HtmlText;
import dev.tributary.text.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .md}, {@code .txt} and {@code .html} files of a tree. A document's id is its path; its
 * title is the page's, else the first heading, else the name of the file.
 */
final class TextFilesReader implements DocumentReader {
  private final FileTree tree;
  private final Queue<Entry> unreadable = new ArrayDeque<>();
  private final Queue<String> files = new ArrayDeque<>();

  TextFilesReader(FileTree tree) throws IOException {
    this.tree = tree;
    FileTree.Listing listing = tree.list();
    listing.files().stream().filter(name -> !kindOf(name).isEmpty()).forEach(files::add);
    listing.unreadable().forEach(name -> unreadable.add(new Skipped(name, "unreadable", null)));
  }

  @Override
  public @Nullable Entry next() {
    if (!unreadable.isEmpty()) {
      return unreadable.remove();
    }
    String file = files.poll();
    return file == null ? null : read(file);
  }

  @Override
  public void close() {}

  private Entry read(String file) {
    try (InputStream in = tree.open(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? new Skipped(file, "larger than " + MAX_BYTES + " bytes", file)
          : new Read(file, document(file, Utf8.decode(bytes, bytes.length)));
    } catch (CharacterCodingException _) {
      return new Skipped(file, "not UTF-8", file);
    } catch (IOException e) {
      return new Skipped(file, "unreadable: " + e.getMessage(), file);
    } catch (IllegalArgumentException e) {
      return new Skipped(file, String.valueOf(e.getMessage()), file);
    }
  }

  private static Document document(String file, String text) {
    if (kindOf(file).equals("html")) {
      HtmlText.Page page = HtmlText.read(text);
      return document(file, page.title(), page.text(), page.language());
    }
    String heading = kindOf(file).equals("md") ? Splitter.firstHeading(text) : null;
    return document(file, heading, text, null);
  }

  private static Document document(
      String file, @Nullable String title, String text, @Nullable String language) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    // A file without any text is no document, however it is called.
    String named = text.isBlank() ? null : title == null ? name : title;
    return new Document(file, named, null, text, language, Map.of());
  }

  private static String kindOf(String file) {
    String kind = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "md", "markdown" -> "md";
      case "txt" -> "txt";
      case "html", "htm" -> "html";
      default -> "";
    };
  }
}
