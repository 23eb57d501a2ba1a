package dev.tributary.source;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;

/** A rehearsal whose stage takes a thread that may block: sockets are opened, classes loaded. */
public abstract class StagedRehearsal implements Rehearsal {
  private final boolean needed;

  /**
   * @param needed see {@link #isNeeded}
   */
  protected StagedRehearsal(boolean needed) {
    this.needed = needed;
  }

  @Override
  public final boolean isNeeded() {
    return needed;
  }

  /** Sets the stage. */
  protected abstract Source set() throws Exception;

  /** Clears away what of it was set. */
  protected abstract void clear() throws Exception;

  @Override
  public final Uni<Source> open() {
    return Uni.createFrom()
        .item(Unchecked.supplier(this::set))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  @Override
  public final Uni<Void> close() {
    return Uni.createFrom()
        .<Void>item(
            Unchecked.supplier(
                () -> {
                  clear();
                  return null;
                }))
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }
}
