package dev.tributary.source;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a collection is like, asked once and remembered until a call is refused: one that was made
 * anew is seen as it is.
 */
public final class Remembered<S> {
  private volatile @Nullable S known;

  /** Remembers what was seen just now. */
  public void saw(S shape) {
    known = shape;
  }

  /**
   * Does something by what is known.
   *
   * @param lookUp when nothing is; tells {@link #saw} what it finds
   */
  public <T> Uni<T> use(Supplier<Uni<S>> lookUp, Function<S, Uni<T>> what) {
    return Uni.createFrom()
        .deferred(
            () -> {
              S before = known;
              return (before == null ? lookUp.get() : Uni.createFrom().item(before))
                  .chain(what::apply)
                  .onFailure(Remembered::doubtsIt)
                  .invoke(() -> known = null);
            });
  }

  private static boolean doubtsIt(Throwable failure) {
    return failure instanceof SourceException known && known.kind() == ErrorKind.BAD_REQUEST;
  }
}
