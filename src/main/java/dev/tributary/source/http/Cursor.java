package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer says how the page behind it is asked for: by a token, or by a link that has the
 * token as a parameter.
 *
 * @param where null for APIs that count their pages, or have one
 * @param parameter the name under which the token is sent, and so stands in a link
 */
record Cursor(@Nullable JsonLookup where, String parameter) {
  /** The token of the page behind an answer; null when there is none. */
  @Nullable String next(JsonNode answer) {
    @Nullable String found = where == null ? null : HitFields.string(where.find(answer));
    if (found == null || found.isBlank()) {
      return null;
    }
    boolean link = found.startsWith("/") || found.startsWith("?") || found.startsWith("http");
    int query = found.indexOf('?');
    return link && query >= 0 ? inQuery(found.substring(query + 1)) : found;
  }

  private @Nullable String inQuery(String query) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(parameter + "=")) {
        try {
          return URLDecoder.decode(pair.substring(parameter.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
          return null;
        }
      }
    }
    return null;
  }
}
