package dev.tributary.source;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes and removes documents where each chunk is a record and several cannot be replaced at once.
 * New chunks come before the old ones go, so that a document is found at every moment; a write that
 * was interrupted leaves two content hashes, and counts as none.
 *
 * @param <R> a record as it is read
 */
public abstract class ChunkWriting<R> {
  /** How long one call of writing or reading in bulk may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final HeldChunks<R> held;
  private final int atOnce;

  /**
   * @param dimensions told of the vectors that are written
   * @param atOnce how many documents, chunks or keys stand in one call
   */
  protected ChunkWriting(
      StoreSettings settings, Dimensions dimensions, HeldChunks<R> held, int atOnce) {
    this.settings = settings;
    this.dimensions = dimensions;
    this.held = held;
    this.atOnce = atOnce;
  }

  /** Checks that there is a collection to write to, and makes it where it may. */
  protected abstract Uni<Void> ready();

  /**
   * Writes records, over those of the same keys.
   *
   * @param before what was held of the same documents, by key
   */
  protected abstract Uni<Void> put(List<StoredChunk> chunks, Map<String, R> before);

  /** Removes records; those that are not there are no error. */
  protected abstract Uni<Void> remove(List<String> keys);

  /** Removes all records of documents; those that are not there are no error. */
  protected abstract Uni<Void> removeAll(List<String> documentIds);

  /**
   * Refuses a chunk that the store cannot hold.
   *
   * @throws SourceException UNSUPPORTED
   */
  protected abstract void requireStorable(StoredChunk chunk);

  final Uni<Void> write(List<ChunkedDocument> documents) {
    return inTurn(documents, this::replace);
  }

  final Uni<Void> delete(Collection<String> documentIds) {
    return inTurn(documentIds, this::removeAll);
  }

  private Uni<Void> replace(List<ChunkedDocument> documents) {
    List<String> ids = documents.stream().map(d -> d.document().id()).toList();
    List<StoredChunk> chunks =
        documents.stream()
            .flatMap(document -> StoredChunk.of(document, settings.content()).stream())
            .toList();
    for (StoredChunk chunk : chunks) {
      requireStorable(chunk);
      if (chunk.vector() != null) {
        dimensions.saw(chunk.vector());
      }
    }
    return ready()
        .chain(() -> held.chunks(ids).collect().asMap(held::key))
        .chain(
            before ->
                inTurn(chunks, some -> put(some, before))
                    .chain(() -> inTurn(vanished(before, chunks), this::remove)));
  }

  /** Refuses a text that has no vector, for stores that hold nothing else. */
  protected static void requireVector(String product, StoredChunk chunk) {
    if (chunk.vector() == null) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED,
          "%s holds no text without a vector, such as that of document \"%s\": set a model"
              .formatted(product, chunk.document()));
    }
  }

  private static Set<String> vanished(Map<String, ?> before, List<StoredChunk> chunks) {
    Set<String> vanished = new HashSet<>(before.keySet());
    chunks.forEach(chunk -> vanished.remove(chunk.id().toString()));
    return vanished;
  }

  private <T> Uni<Void> inTurn(Collection<T> all, Function<List<T>, Uni<Void>> some) {
    return Multi.createFrom()
        .iterable(all)
        .group()
        .intoLists()
        .of(atOnce)
        .onItem()
        .transformToUniAndConcatenate(
            // Some milliseconds of work that no event loop should do.
            part ->
                Uni.createFrom()
                    .item(part)
                    .emitOn(Infrastructure.getDefaultExecutor())
                    .chain(some::apply))
        .onItem()
        .ignoreAsUni();
  }
}
