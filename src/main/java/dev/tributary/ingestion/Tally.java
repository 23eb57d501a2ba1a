package dev.tributary.ingestion;

import dev.tributary.ingestion.DocumentReader.Skipped;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadProgress.State;
import dev.tributary.source.WritableSource;
import dev.tributary.text.Cut;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the documents, and tells the source at every step, in order. */
final class Tally {
  /** So many skipped places are logged; the rest is only counted. */
  static final int MOST_LOGGED = 5;

  private static final int MOST_TOLD = 300;

  private static final Logger LOG = Logger.getLogger(Tally.class);

  private final WritableSource source;
  private long documents;
  private long embedded;
  private long removed;
  private long skipped;
  private boolean over;

  Tally(WritableSource source) {
    this.source = source;
  }

  synchronized void skipped(Skipped entry) {
    skipped++;
    if (skipped <= MOST_LOGGED) {
      LOG.warnf("%s: skipped %s: %s", source.name(), line(entry.place()), line(entry.reason()));
    }
  }

  /** An id is whatever its author likes, and must not write lines of the log. */
  private static String line(String told) {
    return Cut.to(MOST_TOLD, told.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029]+", " "));
  }

  /** A batch is done: so many documents were read, so many of them written. */
  synchronized void brought(int read, int written) {
    documents += read;
    embedded += written;
    tell(State.RUNNING, null);
  }

  synchronized void removed(int count) {
    removed += count;
  }

  /** Tells the source where the load stands now. */
  synchronized LoadProgress tell(State state, @Nullable String error) {
    LoadProgress progress = new LoadProgress(state, documents, embedded, removed, skipped, error);
    // A batch that was under way when another failed does not bring the load back to life.
    if (!over) {
      over = state != State.RUNNING;
      source.loading(progress);
    }
    return progress;
  }
}
