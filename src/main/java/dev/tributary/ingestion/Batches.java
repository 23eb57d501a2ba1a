package dev.tributary.ingestion;

import dev.tributary.ingestion.DocumentReader.Read;
import dev.tributary.ingestion.DocumentReader.Skipped;
import dev.tributary.source.Document;
import dev.tributary.source.LoadSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents in batches that are bounded in number and in size, and knows at the end which
 * documents exist.
 */
final class Batches implements Closeable {
  static final int MOST_DOCUMENTS = 64;
  static final int MOST_CHARACTERS = 1_000_000;

  private final DocumentReader reader;
  private final LoadSettings settings;
  private final Tally tally;
  private final Set<String> ids = new HashSet<>();
  private long read;
  private boolean isUnsure;
  private boolean closed;

  Batches(DocumentReader reader, LoadSettings settings, Tally tally) {
    this.reader = reader;
    this.settings = settings;
    this.tally = tally;
  }

  /** The next documents; none at the end, and once it is closed. */
  synchronized List<Document> next() throws IOException {
    List<Document> batch = new ArrayList<>();
    int characters = 0;
    while (!closed && batch.size() < MOST_DOCUMENTS && characters < MOST_CHARACTERS) {
      DocumentReader.@Nullable Entry entry = reader.next();
      switch (entry) {
        case null -> closed = true;
        case Skipped skipped -> skip(skipped);
        case Read found -> {
          read++;
          if (isWanted(found)) {
            batch.add(found.document());
            characters += found.document().text().length();
          }
        }
      }
    }
    return batch;
  }

  /**
   * Which of some documents are gone for sure, when all was read: none as long as anything could
   * not be read.
   *
   * @throws IOException when there was nothing at all: an empty folder is more likely a mistake
   *     than a wish to lose everything
   */
  synchronized List<String> vanished(Set<String> held) throws IOException {
    if (ids.isEmpty()) {
      throw new IOException(
          "%d documents in what load= names, none to load%s"
              .formatted(read, settings.where().isEmpty() ? "" : " where " + settings.where()));
    }
    return isUnsure ? List.of() : held.stream().filter(id -> !ids.contains(id)).sorted().toList();
  }

  /** Waits for the batch that is being read. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    reader.close();
  }

  private boolean isWanted(Read found) {
    Document document = found.document();
    if (!settings.where().entrySet().stream().allMatch(field -> holds(document, field))) {
      return false;
    }
    if (document.text().isBlank() && document.title() == null) {
      tally.skipped(new Skipped(found.place(), "no text", document.id()));
      return false;
    }
    if (!ids.add(document.id())) {
      tally.skipped(new Skipped(found.place(), "id is taken: " + document.id(), document.id()));
      return false;
    }
    return true;
  }

  private static boolean holds(Document document, Map.Entry<String, String> field) {
    return switch (document.metadata().get(field.getKey())) {
      case null -> false;
      case List<?> values ->
          values.stream().anyMatch(value -> value.toString().equals(field.getValue()));
      case Object value -> value.toString().equals(field.getValue());
    };
  }

  private void skip(Skipped skipped) {
    tally.skipped(skipped);
    if (skipped.id() == null) {
      isUnsure = true;
    } else {
      ids.add(skipped.id());
    }
  }
}
