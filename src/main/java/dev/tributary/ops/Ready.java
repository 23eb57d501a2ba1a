package dev.tributary.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once warm, and until the server is told to stop. It never depends on a source: one that is
 * down is reported in each answer, and the others answer.
 */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {
  private final Warmup warmup;

  Ready(Warmup warmup) {
    this.warmup = warmup;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("warm").status(warmup.isOver()).build();
  }
}
