package dev.tributary.source.lucene;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * One search from its subscription to its end: all its steps see the same state of the index, and
 * all stop when it is cancelled or its deadline has passed.
 */
final class SearchAttempt implements LuceneSearch.Steps, QueryTimeout {
  private final LuceneIndex index;
  private final IndexThreads threads;
  private final Deadline deadline;
  private volatile boolean over;
  private @Nullable DirectoryReader state;

  SearchAttempt(LuceneIndex index, IndexThreads threads, Deadline deadline) {
    this.index = index;
    this.threads = threads;
    this.deadline = deadline;
  }

  /** A part of the search. */
  @FunctionalInterface
  interface Step<T> {
    T on(IndexSearcher searcher) throws IOException;
  }

  @Override
  public <T> Uni<T> run(Step<T> step) {
    return threads.search(() -> blocking(step), index::failure);
  }

  private <T> T blocking(Step<T> step) throws IOException {
    refuseWhenOver();
    return index.use(open -> on(open, step));
  }

  private <T> T on(OpenIndex open, Step<T> step) throws IOException {
    DirectoryReader reader = enter(open);
    try {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(OpenIndex.BM25);
      searcher.setTimeout(this);
      T result = step.on(searcher);
      refuseWhenOver();
      return result;
    } finally {
      reader.decRef();
    }
  }

  /** Ends it: running steps stop, and the state of the index is given back. */
  void end() {
    DirectoryReader last;
    synchronized (this) {
      over = true;
      last = state;
      state = null;
    }
    if (last != null) {
      IOUtils.closeWhileHandlingException(last::decRef);
    }
  }

  @Override
  public boolean shouldExit() {
    return over || deadline.isOver();
  }

  private synchronized DirectoryReader enter(OpenIndex open) throws IOException {
    refuseWhenOver();
    if (state == null) {
      state = open.acquire();
    }
    state.incRef();
    return state;
  }

  private void refuseWhenOver() {
    if (shouldExit()) {
      throw new SourceException(ErrorKind.TIMEOUT, "no time left to search the index");
    }
  }
}
