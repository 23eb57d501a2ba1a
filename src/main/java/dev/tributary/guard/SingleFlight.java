package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Callers who want the same at the same time share one call.
 *
 * <p>One who leaves does not disturb the others; when all have left, the call is cancelled. Nothing
 * is kept once it has ended: this is no cache.
 *
 * @param <K> what makes two calls the same
 */
public final class SingleFlight<K, T> {
  private final Map<K, Flight> flights = new ConcurrentHashMap<>();

  /**
   * Joins the call that runs under a key, or starts one.
   *
   * <p>A running call that ends more than a tenth of this caller's time earlier is not joined: it
   * would be cut too early for him.
   *
   * @param deadline of this caller, and of the call if it is started
   * @param call made when there is none to join
   */
  public Uni<T> share(K key, Deadline deadline, Supplier<Uni<T>> call) {
    return Relay.uni(
        passenger -> {
          Flight own = new Flight(key, deadline);
          Flight flight;
          do {
            flight = flights.compute(key, (_, running) -> joins(running, deadline) ? running : own);
          } while (!flight.board(passenger));
          if (flight == own) {
            own.start(call.get());
          }
        });
  }

  /** How many different calls run. */
  public int size() {
    return flights.size();
  }

  private boolean joins(@Nullable Flight running, Deadline deadline) {
    return running != null
        && !running.isOver()
        && running
                .deadline
                .remaining()
                .multipliedBy(10)
                .compareTo(deadline.remaining().multipliedBy(9))
            >= 0;
  }

  private final class Flight {
    private final K key;
    private final Deadline deadline;
    private final List<Relay<T>> passengers = new ArrayList<>(1);
    private boolean over;
    private @Nullable Cancellable call;

    Flight(K key, Deadline deadline) {
      this.key = key;
      this.deadline = deadline;
    }

    synchronized boolean isOver() {
      return over;
    }

    /** Takes one more on board, unless it is over. */
    boolean board(Relay<T> passenger) {
      synchronized (this) {
        if (over) {
          return false;
        }
        passengers.add(passenger);
      }
      passenger.onEnd(() -> leave(passenger));
      return true;
    }

    void start(Uni<T> upstream) {
      Cancellable subscription =
          upstream
              .subscribe()
              .with(
                  item -> land().forEach(p -> p.complete(item)),
                  failure -> land().forEach(p -> p.fail(failure)));
      boolean deserted;
      synchronized (this) {
        call = subscription;
        deserted = over;
      }
      if (deserted) {
        subscription.cancel();
      }
    }

    private List<Relay<T>> land() {
      List<Relay<T>> all;
      synchronized (this) {
        over = true;
        all = List.copyOf(passengers);
        passengers.clear();
      }
      flights.remove(key, this);
      return all;
    }

    private void leave(Relay<T> passenger) {
      Cancellable deserted;
      synchronized (this) {
        if (!passengers.remove(passenger) || !passengers.isEmpty() || over) {
          return;
        }
        over = true;
        deserted = call;
      }
      flights.remove(key, this);
      if (deserted != null) {
        deserted.cancel();
      }
    }
  }
}
