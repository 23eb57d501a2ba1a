package dev.tributary.source.lucene;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.FetchingSource;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.LoadState;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSource;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index inside this server: BM25 and HNSW vectors over the same chunks, fused by reciprocal
 * rank; {@link LuceneSearch} tells how a search goes.
 *
 * <p>Every document carries the {@linkplain LuceneSettings#stamp() stamp} it was written under.
 * {@link #contentHashes} does not know documents of another stamp, so that the next load writes
 * them anew one by one while the old ones go on answering; their vectors, if of another model, lie
 * in a field that is no longer searched. A stamp for each document needs no second index and no
 * moment of change, and an interrupted change goes on where it was.
 */
final class LuceneSource implements WritableSource, FetchingSource {
  private final LuceneSettings settings;
  private final IndexThreads threads;
  private final LuceneIndex index;
  private final IndexWriting writing;
  private final LoadState load = new LoadState();

  LuceneSource(LuceneSettings settings, IndexThreads threads) {
    this.settings = settings;
    this.threads = threads;
    index = new LuceneIndex(settings.pathKey(), settings.path());
    writing = new IndexWriting(index, settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String kind() {
    return LuceneKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.allOf(Filter.Operator.class), settings.model(), settings.model() != null);
  }

  @Override
  public SourceSettings settings() {
    return settings.source();
  }

  @Override
  public String endpointKey() {
    return LuceneKind.NAME + ":" + settings.name();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              SearchAttempt attempt = new SearchAttempt(index, threads, request.deadline());
              return new LuceneSearch(settings.name(), settings.model(), request)
                  .on(attempt)
                  .onTermination()
                  .invoke(attempt::end);
            })
        .map(load::mark);
  }

  @Override
  public Uni<Optional<Passage>> fetch(String id, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              SearchAttempt attempt = new SearchAttempt(index, threads, deadline);
              return attempt
                  .run(new PassageById(settings.name(), id))
                  .onTermination()
                  .invoke(attempt::end);
            });
  }

  @Override
  public Uni<Void> check() {
    return threads.search(
        () -> {
          index.get();
          return null;
        },
        index::failure);
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return threads.search(() -> writing.contentHashes(documentIds), index::failure);
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return threads.search(writing::documentIds, index::failure);
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return threads.write(
        () -> {
          writing.write(documents);
          return null;
        },
        index::failure);
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return threads.write(
        () -> {
          writing.delete(documentIds);
          return null;
        },
        index::failure);
  }

  @Override
  public Optional<LoadSettings> loadSettings() {
    return settings.content().load();
  }

  @Override
  public void loading(LoadProgress now) {
    load.set(now);
  }

  @Override
  public @Nullable LoadProgress loading() {
    return load.get();
  }

  /** Whether the index has been opened. */
  boolean isOpen() {
    return index.isOpen();
  }

  /** Closes the index; what was acknowledged is on disk already. The next use opens it again. */
  void close() {
    index.close();
  }

  @Override
  public String toString() {
    return "lucene \"" + settings.name() + "\" (" + settings.target() + ")";
  }
}
