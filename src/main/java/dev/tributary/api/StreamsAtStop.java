package dev.tributary.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives streams the time to finish that every request in flight has when the server stops; those
 * that would outlive it are told so by an event, shortly before connections are cut.
 */
@ApplicationScoped
class StreamsAtStop {
  private static final Duration NOTICE = Duration.ofMillis(500);

  private final OpenStreams streams;
  private final Vertx vertx;
  private final Duration patience;

  StreamsAtStop(
      OpenStreams streams,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> timeout) {
    this.streams = streams;
    this.vertx = vertx;
    this.patience = delay.orElse(Duration.ZERO).plus(timeout.orElse(Duration.ZERO)).minus(NOTICE);
  }

  void stopping(@Observes ShutdownDelayInitiatedEvent stopping) {
    vertx.setTimer(Math.max(1, patience.toMillis()), _ -> streams.closeAll());
  }
}
