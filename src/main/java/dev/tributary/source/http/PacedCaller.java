package dev.tributary.source.http;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.RateLimit;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpRequest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls no faster than the endpoint allows, and leaves it alone when it says so. Every call counts:
 * pages and texts of hits too.
 *
 * @param limit shared by all who call the endpoint with one credential
 */
record PacedCaller(HttpCaller caller, RateLimit limit) implements HttpCaller {
  @Override
  public Uni<HttpAnswer> call(HttpRequest request, Deadline deadline) {
    // A turn that comes too late for an answer would be wasted on nobody.
    return Uni.createFrom()
        .deferred(
            () ->
                limit.limit(
                    caller.call(request, deadline).invoke(this::heed),
                    deadline.within(deadline.remaining().dividedBy(2))));
  }

  private void heed(HttpAnswer answer) {
    @Nullable Duration pause = RateHeaders.pause(answer, Clock.systemUTC());
    if (pause != null) {
      limit.hold(pause);
    }
  }
}
