package dev.tributary.source.http.recorded;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A call and its answer.
 *
 * @param scenario what it is an example of, such as {@code hits}; of one scenario there may be
 *     several
 * @param notes about it, {@code # name: value}
 * @param request method and target on the first line, then perhaps a body
 * @param headers of the answer
 */
public record Exchange(
    String scenario,
    Map<String, String> notes,
    Request request,
    int status,
    Map<String, String> headers,
    Buffer body) {
  /**
   * What was sent. Headers are not kept: they hold secrets.
   *
   * @param target path and query
   * @param body empty when there is none
   */
  public record Request(String method, String target, String body) {}

  /** The same answer to another request. */
  public Exchange to(Request other) {
    return new Exchange(scenario, notes, other, status, headers, body);
  }

  /** The same with another body. */
  public Exchange withBody(Buffer other) {
    return new Exchange(scenario, notes, request, status, headers, other);
  }
}
