package dev.tributary.outbound;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the endpoint of a caller.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param pathAndQuery encoded, beginning with a slash
 * @param headers beside those that HTTP itself needs
 * @param body with its content type among the headers, or null
 */
public record HttpRequest(
    String method, String pathAndQuery, Map<String, String> headers, @Nullable Buffer body) {
  /** A GET. */
  public static HttpRequest get(String pathAndQuery, Map<String, String> headers) {
    return new HttpRequest("GET", pathAndQuery, headers, null);
  }

  /**
   * The headers of a request that sends and wants JSON.
   *
   * @param bearerToken what it authorises itself with, if anything
   */
  public static Map<String, String> jsonHeaders(@Nullable String bearerToken) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    if (bearerToken != null) {
      headers.put("Authorization", "Bearer " + bearerToken);
    }
    return Map.copyOf(headers);
  }

  /** Names method and path without the query: a query may hold a key. */
  @Override
  public String toString() {
    int query = pathAndQuery.indexOf('?');
    return method + " " + (query < 0 ? pathAndQuery : pathAndQuery.substring(0, query));
  }
}
