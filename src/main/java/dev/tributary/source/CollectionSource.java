package dev.tributary.source;

import dev.tributary.guard.Deadline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A collection with a record for each chunk, of a store that says {@link
 * MissingCollectionException} where there is none: one that the first write makes holds nothing
 * before it.
 *
 * @param <R> a record as it is read
 */
public abstract class CollectionSource<R> extends StoreSource {
  private final HeldChunks<R> held;
  private final ChunkWriting<R> writing;
  private volatile boolean seen;

  protected CollectionSource(
      String kind, StoreSettings store, HeldChunks<R> held, ChunkWriting<R> writing) {
    super(kind, store);
    this.held = held;
    this.writing = writing;
  }

  /** The search of a collection that is there. */
  protected abstract Uni<Found> ask(SearchRequest request);

  /** Looks at a collection that is there. */
  protected abstract Uni<Void> check(Deadline deadline);

  @Override
  protected final Uni<Found> find(SearchRequest request) {
    return emptyUnlessDropped(ask(request), Found.of(List.of()));
  }

  /** Looks the collection up, and reads one record as a search would. */
  @Override
  public final Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> emptyUnlessDropped(check(Deadline.after(settings().waitTime())), null));
  }

  @Override
  public final Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return emptyIfToBeMade(
        hashes(held.chunks(documentIds)).map(WrittenHashes::byDocument), Map.of());
  }

  @Override
  public final Uni<Set<String>> documentIds() {
    return emptyIfToBeMade(hashes(held.first()).map(WrittenHashes::documents), Set.of());
  }

  @Override
  public final Uni<Void> write(List<ChunkedDocument> documents) {
    return writing.write(documents).invoke(() -> seen = true);
  }

  @Override
  public final Uni<Void> delete(Collection<String> documentIds) {
    return emptyIfToBeMade(writing.delete(documentIds), null);
  }

  private Uni<WrittenHashes> hashes(Multi<R> chunks) {
    return chunks
        .collect()
        .in(
            WrittenHashes::new,
            (hashes, one) -> {
              Map<String, ?> fields = held.fields(one);
              hashes.add(fields.get(store().fields().id()), fields.get(StoreFields.HASH));
            });
  }

  /** A collection that was there and is missing was dropped, and that is told. */
  private <T> Uni<T> emptyUnlessDropped(Uni<T> call, @Nullable T empty) {
    Uni<T> noticing = call.invoke(() -> seen = true);
    return seen ? noticing : emptyIfToBeMade(noticing, empty);
  }

  private <T> Uni<T> emptyIfToBeMade(Uni<T> call, @Nullable T empty) {
    return store().create()
        ? call.onFailure(MissingCollectionException.class).recoverWithItem(empty)
        : call;
  }
}
