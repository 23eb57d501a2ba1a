package dev.tributary.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that are open now. They live as long as their clients want, so a server that stops
 * has to end them itself.
 */
@ApplicationScoped
public class OpenStreams {
  private final Set<UniEmitter<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Ends every stream with an event {@code error} and takes no new one; returns at once. */
  public void closeAll() {
    closing = true;
    open.forEach(emitter -> emitter.fail(shuttingDown()));
  }

  /** How many streams have not ended yet. */
  public int count() {
    return open.size();
  }

  /**
   * @throws Refused when the server stops
   */
  void refuseWhenClosing() {
    if (closing) {
      throw shuttingDown();
    }
  }

  /** The work of a stream, which is cancelled and fails when the server stops. */
  <T> Uni<T> whileOpen(Uni<T> work) {
    Uni<T> end =
        Uni.createFrom()
            .emitter(
                emitter -> {
                  open.add(emitter);
                  emitter.onTermination(() -> open.remove(emitter));
                  if (closing) {
                    emitter.fail(shuttingDown());
                  }
                });
    return Uni.combine().any().of(end, work);
  }

  private static Refused shuttingDown() {
    return new Refused(Problem.busy("the server is shutting down", Duration.ofSeconds(1)));
  }
}
