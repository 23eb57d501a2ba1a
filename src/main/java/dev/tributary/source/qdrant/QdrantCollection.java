package dev.tributary.source.qdrant;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the collection is there and shaped as configured: read before the first use, and again
 * after whatever may have come of a change.
 */
final class QdrantCollection {
  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final NewCollection creation;
  private final Dimensions dimensions;
  private volatile @Nullable CollectionShape known;
  private volatile boolean seen;
  private volatile boolean completed;

  QdrantCollection(QdrantSettings settings, QdrantConnection connection) {
    this.settings = settings;
    this.connection = connection;
    creation = new NewCollection(settings, connection);
    dimensions = new Dimensions(settings.store().dimensions());
  }

  /**
   * What there is to search; nothing before the first write to a collection that it will create.
   */
  Uni<Optional<CollectionShape>> readable(Deadline deadline) {
    @Nullable CollectionShape shape = known;
    return shape != null
        ? Uni.createFrom().item(Optional.of(shape))
        : find(deadline)
            .invoke(
                found -> {
                  if (found.isEmpty() && (seen || !settings.store().create())) {
                    throw missing();
                  }
                });
  }

  /**
   * Makes sure that there is something to write to.
   *
   * @param vectors of the chunks that will be written
   */
  Uni<Void> makeWritable(List<Vector> vectors, Deadline deadline) {
    vectors.stream().findFirst().ifPresent(dimensions::saw);
    return isComplete(Optional.ofNullable(known))
        ? Uni.createFrom().voidItem()
        : find(deadline)
            .chain(
                found -> {
                  if (isComplete(found)) {
                    return Uni.createFrom().voidItem();
                  }
                  if (!settings.store().create()) {
                    throw missing();
                  }
                  return creation
                      .create(dimensions.known(), deadline)
                      .invoke(() -> completed = true)
                      .chain(() -> find(deadline))
                      .replaceWithVoid();
                });
  }

  /** Not while another is still making it, nor when that was broken off before the indexes. */
  private boolean isComplete(Optional<CollectionShape> shape) {
    return shape.isPresent() && (completed || shape.get().indexed() || !settings.store().create());
  }

  /** Reads it anew before its next use. */
  void forget() {
    known = null;
  }

  /**
   * The better of two explanations of why the server calls a request wrong: that the collection is
   * not as configured, or the server's own.
   */
  <T> Uni<T> explain(Throwable failure, Deadline deadline) {
    forget();
    return find(deadline)
        .chain(
            found ->
                Uni.createFrom()
                    .failure(
                        found.isEmpty() || GrpcErrors.isMissing(failure) ? missing() : failure));
  }

  private Uni<Optional<CollectionShape>> find(Deadline deadline) {
    GetCollectionInfoRequest request =
        GetCollectionInfoRequest.newBuilder().setCollectionName(settings.collection()).build();
    return connection
        .collections(deadline, stub -> stub.get(request))
        .map(
            answer -> {
              CollectionShape shape = CollectionShape.of(answer.getResult(), settings, dimensions);
              known = shape;
              seen = true;
              return Optional.of(shape);
            })
        .onFailure(GrpcErrors::isMissing)
        .recoverWithItem(Optional.empty());
  }

  private SourceException missing() {
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        settings.target()
            + " has no collection \""
            + settings.collection()
            + "\""
            + (settings.store().create() ? "" : "; with create=true the first write makes it"));
  }
}
