package dev.tributary.source;

import dev.tributary.guard.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a collection is like, remembered for a minute, or until a call is refused: one that was made
 * anew is seen as it is, and so is what was added to it.
 */
public final class Remembered<S> {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final LongSupplier nanoClock;
  private volatile @Nullable Known<S> known;

  private record Known<S>(S shape, Deadline fresh) {}

  public Remembered() {
    this(System::nanoTime);
  }

  Remembered(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Remembers what was seen just now. */
  public void saw(S shape) {
    known = new Known<>(shape, Deadline.after(FRESH, nanoClock));
  }

  /**
   * Does something by what is known.
   *
   * @param lookUp when nothing is, or not lately; tells {@link #saw} what it finds
   */
  public <T> Uni<T> use(Supplier<Uni<S>> lookUp, Function<S, Uni<T>> what) {
    return Uni.createFrom()
        .deferred(
            () ->
                shape(lookUp)
                    .chain(what::apply)
                    .onFailure(Remembered::doubtsIt)
                    .invoke(() -> known = null));
  }

  private Uni<S> shape(Supplier<Uni<S>> lookUp) {
    Known<S> before = known;
    if (before == null) {
      return lookUp.get();
    }
    if (before.fresh.isOver()) {
      // While one looks, all others go on with what is known.
      saw(before.shape);
      return lookUp.get();
    }
    return Uni.createFrom().item(before.shape);
  }

  private static boolean doubtsIt(Throwable failure) {
    return failure instanceof SourceException known && known.kind() == ErrorKind.BAD_REQUEST;
  }
}
