package dev.tributary.text;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.splitter.DocumentByRegexSplitter;
import dev.langchain4j.data.segment.TextSegment;
import dev.tributary.passage.Passage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits Markdown or plain text into chunks.
 *
 * <p>The laws:
 *
 * <ol>
 *   <li>A chunk has at most {@code chunkSize} characters and never ends inside a character.
 *   <li>Every chunk begins with the document's title and the headings it stands under, a line each,
 *       as far as they fit into a third of it.
 *   <li>No word is lost: what is not in a heading line is in exactly one chunk, in order.
 *   <li>The same input gives the same chunks; a document has at least one.
 * </ol>
 *
 * <p>A section is cut at paragraphs, else lines, sentences, words, characters: the first of them
 * that gives pieces small enough.
 */
public final class Splitter {
  /** Changes whenever the same text would be split otherwise: an index is stamped with it. */
  public static final String VERSION = "1";

  /** The smallest chunk size. */
  public static final int MIN_CHUNK = 100;

  private static final String AFTER_SENTENCE = "(?<=[.!?…][\"'”’)\\]]?)\\s+|(?<=[。！？])";

  private final int chunkSize;

  /**
   * @param chunkSize the most characters of a chunk, {@value #MIN_CHUNK} to {@value
   *     Passage#MAX_TEXT}
   */
  public Splitter(int chunkSize) {
    if (chunkSize < MIN_CHUNK || chunkSize > Passage.MAX_TEXT) {
      throw new IllegalArgumentException(
          "a chunk has %d to %d characters, not %d"
              .formatted(MIN_CHUNK, Passage.MAX_TEXT, chunkSize));
    }
    this.chunkSize = chunkSize;
  }

  /**
   * Splits a document.
   *
   * @param title the first line of every chunk; null when it has none
   */
  public List<String> split(@Nullable String title, String text) {
    List<String> chunks = new ArrayList<>();
    for (Section section : Section.sectionsOf(text)) {
      addChunks(title, section, chunks);
    }
    return chunks.isEmpty() ? List.of(headerOf(title, List.of()).text()) : chunks;
  }

  /** The outermost heading of the first section that has one; null without headings. */
  public static @Nullable String firstHeading(String text) {
    return Section.sectionsOf(text).stream()
        .flatMap(section -> section.headings().stream())
        .findFirst()
        .orElse(null);
  }

  private void addChunks(@Nullable String title, Section section, List<String> chunks) {
    Header header = headerOf(title, section.headings());
    // A heading that found no room above its text is said as text, so that it is not lost.
    String body = header.whole() ? section.body() : section.lines();
    if (body.isBlank()) {
      if (!section.isContinued()) {
        chunks.add(header.text());
      }
      return;
    }
    String prefix = header.text().isEmpty() ? "" : header.text() + "\n";
    int room = chunkSize - prefix.length();
    for (TextSegment piece : splitter(room).split(Document.from(body))) {
      chunks.add(prefix + piece.text());
    }
  }

  private record Header(String text, boolean whole) {}

  private Header headerOf(@Nullable String title, List<String> headings) {
    List<String> lines = new ArrayList<>();
    if (title != null && !title.isBlank()) {
      lines.add(title.strip());
    }
    headings.stream().filter(heading -> !lines.contains(heading)).forEach(lines::add);
    String text = String.join("\n", lines);
    int room = chunkSize / 3;
    return text.length() <= room
        ? new Header(text, true)
        : new Header(Cut.to(room, text).strip(), headings.isEmpty());
  }

  // What they split at begins where white space does: tried at each blank of a long row of them,
  // they would read the whole row each time.
  private static DocumentSplitter splitter(int size) {
    DocumentSplitter words = regex("\\s+", " ", size, new Characters(size));
    DocumentSplitter sentences = regex(AFTER_SENTENCE, " ", size, words);
    DocumentSplitter lines = regex("(?<!\\s)\\s*\\R", "\n", size, sentences);
    return regex("(?<!\\s)\\s*\\R\\s*\\R", "\n\n", size, lines);
  }

  private static DocumentSplitter regex(
      String between, String join, int size, DocumentSplitter smaller) {
    return new DocumentByRegexSplitter(between, join, size, 0, smaller);
  }
}
