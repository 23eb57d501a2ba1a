package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;

/**
 * Listens to a retrieval while it happens; a stream is the same retrieval with someone listening.
 */
public interface RetrievalObserver {
  /** Nobody listens. */
  RetrievalObserver NONE = new RetrievalObserver() {};

  /** Nobody asked either: it is neither counted nor logged. */
  RetrievalObserver REHEARSAL =
      new RetrievalObserver() {
        @Override
        public boolean isCounted() {
          return false;
        }
      };

  /** A source ended. */
  default void onSource(SourceReport report) {}

  /** The ranking of what has come so far; the last one may equal the answer. */
  default void onSnapshot(Retrieval soFar) {}

  /** Whether it is counted and logged as a question of a client. */
  default boolean isCounted() {
    return true;
  }

  /** Whether snapshots are wanted: ranking again for each source costs. */
  default boolean wantsSnapshots() {
    return false;
  }
}
