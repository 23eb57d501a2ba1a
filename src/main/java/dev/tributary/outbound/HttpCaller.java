package dev.tributary.outbound;

import dev.tributary.guard.Deadline;
import io.smallrye.mutiny.Uni;

/**
 * Calls one endpoint over HTTP; made by {@link HttpCallers}, one a source, so that no source waits
 * for another's connections.
 *
 * <p>Cancelling the Uni aborts the request. Nothing queues in the client's pool: it has more
 * connections than its user has permits. Fails with {@link HttpCallException} alone; an answer with
 * any status is an answer.
 */
public interface HttpCaller {
  /**
   * Sends a request at subscription; a kept-alive connection that proves stale is retried once when
   * idempotent.
   */
  Uni<HttpAnswer> call(HttpRequest request, Deadline deadline);
}
