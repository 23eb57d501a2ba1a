package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * So many calls at once, so many waiting in order, and no more.
 *
 * <p>A permit comes back exactly once: at item, failure or cancel. A waiter that is cancelled
 * leaves the queue. A call that finds the queue full fails with {@link LimiterFullException} at
 * once.
 */
public final class Limiter {
  private final int permits;
  private final int maxQueue;
  private final Timers timers;
  private final Object lock = new Object();
  private final SequencedSet<Ticket<?>> waiting = new LinkedHashSet<>();
  private final Queue<Ticket<?>> starting = new ArrayDeque<>();
  private int running;
  private boolean draining;
  private long rejected;

  /**
   * @param permits calls at once, at least 1
   * @param maxQueue calls that may wait, 0 and up
   */
  public Limiter(int permits, int maxQueue, Timers timers) {
    if (permits < 1 || maxQueue < 0) {
      throw new IllegalArgumentException("at least 1 permit and a queue of 0 or more");
    }
    this.permits = permits;
    this.maxQueue = maxQueue;
    this.timers = timers;
  }

  /**
   * Subscribes to a call when its turn comes.
   *
   * @param queuedNanos told, before the call starts, how long it waited
   */
  public <T> Uni<T> limit(Uni<T> call, LongConsumer queuedNanos) {
    return Relay.uni(
        relay -> {
          Ticket<T> ticket = new Ticket<>(relay, call, queuedNanos, timers.nanoTime());
          switch (admit(ticket)) {
            case NOW -> {
              relay.onEnd(() -> leave(ticket));
              ticket.start(timers.nanoTime());
            }
            case LATER -> relay.onEnd(() -> leave(ticket));
            case NEVER -> relay.fail(new LimiterFullException(permits, maxQueue));
          }
        });
  }

  /** Calls that hold a permit. */
  public int inFlight() {
    synchronized (lock) {
      return running;
    }
  }

  /** Calls that wait for one. */
  public int queued() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  /** Calls that found the queue full, ever. */
  public long rejected() {
    synchronized (lock) {
      return rejected;
    }
  }

  private enum Turn {
    NOW,
    LATER,
    NEVER
  }

  private Turn admit(Ticket<?> ticket) {
    synchronized (lock) {
      if (running < permits) {
        running++;
        ticket.holdsPermit = true;
        return Turn.NOW;
      }
      if (waiting.size() < maxQueue) {
        waiting.add(ticket);
        return Turn.LATER;
      }
      rejected++;
      return Turn.NEVER;
    }
  }

  private void leave(Ticket<?> ticket) {
    synchronized (lock) {
      if (ticket.holdsPermit) {
        ticket.holdsPermit = false;
        running--;
        if (!waiting.isEmpty()) {
          Ticket<?> next = waiting.removeFirst();
          running++;
          next.holdsPermit = true;
          starting.add(next);
        }
      } else {
        waiting.remove(ticket);
      }
    }
    drain();
  }

  // One thread starts waiters at a time, in a loop: a call that ends at once frees its permit from
  // within its own start,
  // and thousands of waiters must not become thousands of stack frames.
  private void drain() {
    Ticket<?> ticket = nextToStart(true);
    while (ticket != null) {
      ticket.start(timers.nanoTime());
      ticket = nextToStart(false);
    }
  }

  private @Nullable Ticket<?> nextToStart(boolean entering) {
    synchronized (lock) {
      if (entering && draining) {
        return null;
      }
      Ticket<?> next = starting.poll();
      draining = next != null;
      return next;
    }
  }

  private static final class Ticket<T> {
    private final Relay<T> relay;
    private final Uni<T> call;
    private final LongConsumer queuedNanos;
    private final long arrived;
    // Guarded by the limiter's lock.
    private boolean holdsPermit;

    Ticket(Relay<T> relay, Uni<T> call, LongConsumer queuedNanos, long arrived) {
      this.relay = relay;
      this.call = call;
      this.queuedNanos = queuedNanos;
      this.arrived = arrived;
    }

    void start(long now) {
      try {
        queuedNanos.accept(now - arrived);
        relay.subscribeTo(call);
      } catch (RuntimeException failure) {
        // Thrown on, it would end the loop that starts waiters, for all and for good.
        relay.fail(failure);
      }
    }
  }
}
