package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One moment at which many stop waiting, such as when all that had to be waited for are done. */
public final class Cutoff {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean over;

  /** Waits for upstream until the cut-off, then cancels it and goes on with a replacement. */
  public <T> Uni<T> of(Uni<T> upstream, Supplier<T> replacement) {
    return Relay.uni(
        relay -> {
          Runnable stop = () -> relay.replace(replacement.get());
          if (!enter(stop)) {
            stop.run();
            return;
          }
          relay.onEnd(() -> leave(stop));
          relay.subscribeTo(upstream);
        });
  }

  /** Cuts off all who wait, and all who come later. */
  public void now() {
    List<Runnable> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(Runnable::run);
  }

  private synchronized boolean enter(Runnable stop) {
    return !over && waiting.add(stop);
  }

  private synchronized void leave(Runnable stop) {
    waiting.remove(stop);
  }
}
