package dev.tributary.source.opensearch;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.SingleFlight;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.StatusException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an index for its shape, remembers it for a while, and makes the index where told to. */
final class IndexShapes {
  /** An alias may come to lead to another index: then scores mean something else. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final IndexSettings settings;
  private final Dialect dialect;
  private final IndexClient client;
  private final SingleFlight<String, IndexShape> flights = new SingleFlight<>();
  private volatile @Nullable Known known;
  private volatile boolean seen;

  private record Known(IndexShape shape, Deadline fresh) {}

  IndexShapes(IndexSettings settings, Dialect dialect, IndexClient client) {
    this.settings = settings;
    this.dialect = dialect;
    this.client = client;
  }

  /**
   * The shape to search by; empty when the index is still to be made by the first write. Fails when
   * there is none and it is not to be made, or was there and has been dropped.
   */
  Uni<Optional<IndexShape>> get(Deadline deadline) {
    Optional<IndexShape> fresh = fresh();
    return fresh.isPresent() ? Uni.createFrom().item(fresh) : read(deadline);
  }

  /** The same, asked anew. */
  Uni<Optional<IndexShape>> read(Deadline deadline) {
    return seen ? askOnce(deadline).map(Optional::of) : orNone(askOnce(deadline));
  }

  /** The shape to fill by; empty whenever there is no index and the next write makes it. */
  Uni<Optional<IndexShape>> held(Deadline deadline) {
    Optional<IndexShape> fresh = fresh();
    return fresh.isPresent() ? Uni.createFrom().item(fresh) : orNone(askOnce(deadline));
  }

  private Optional<IndexShape> fresh() {
    Known now = known;
    return now == null || now.fresh.isOver() ? Optional.empty() : Optional.of(now.shape);
  }

  private Uni<Optional<IndexShape>> orNone(Uni<IndexShape> asked) {
    Uni<Optional<IndexShape>> shape = asked.map(Optional::of);
    return settings.store().create()
        ? shape
            .onFailure(failure -> StatusException.is(failure, NOT_FOUND))
            .recoverWithItem(Optional.empty())
        : shape;
  }

  private Uni<IndexShape> askOnce(Deadline deadline) {
    return flights.share("read", deadline, () -> ask(deadline));
  }

  /**
   * The shape of the index that is written to, made if it is missing and may be.
   *
   * @param dimensions of the vectors to come; 0 for none
   */
  Uni<IndexShape> toWrite(int dimensions, Deadline deadline) {
    return held(deadline)
        .chain(
            shape ->
                shape.isPresent()
                    ? Uni.createFrom().item(shape.get())
                    : flights.share("make", deadline, () -> make(dimensions, deadline)))
        .invoke(IndexShape::requireWritable);
  }

  /** The index answered that something does not fit: it may have become another one. */
  void forgetAfter(Throwable failure) {
    if (failure instanceof SourceException known
        && (known.kind() == ErrorKind.BAD_REQUEST || known.kind() == ErrorKind.PROTOCOL)) {
      forget();
    }
  }

  private void forget() {
    known = null;
  }

  private Uni<IndexShape> ask(Deadline deadline) {
    return client
        .mapping(deadline)
        .map(answer -> IndexShape.of(settings, dialect, answer))
        .invoke(
            shape -> {
              known = new Known(shape, Deadline.after(FRESH));
              seen = true;
            })
        .onFailure()
        .invoke(this::forget);
  }

  private Uni<IndexShape> make(int dimensions, Deadline deadline) {
    return client
        .create(IndexMapping.of(settings, dialect, dimensions), deadline)
        // Another server of ours may have made it just before: then it is there.
        .onFailure(failure -> StatusException.is(failure, BAD_REQUEST))
        .recoverWithUni(
            failure -> ask(deadline).onFailure().transform(_ -> failure).replaceWithVoid())
        .chain(() -> ask(deadline));
  }
}
