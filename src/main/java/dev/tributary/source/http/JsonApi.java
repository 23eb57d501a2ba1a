package dev.tributary.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store that is spoken to in JSON over HTTP; for all kinds whose store is.
 *
 * <p>Nothing is sent before subscription; cancelling aborts the request; every failure is a {@link
 * SourceException} whose message names the host and, through {@link ErrorBody}, what the store says
 * itself. A request's credentials stand in the headers given here and are shown nowhere.
 */
public final class JsonApi {
  private static final String JSON = "application/json";
  private static final String JSON_LINES = "application/x-ndjson";

  /** About 4,000 coordinates in decimal. */
  private static final int MAX_VECTOR = 64 * 1024;

  private final HttpTarget target;
  private final String prefix;
  private final Map<String, String> headers;
  private final JsonCaller caller;

  private JsonApi(
      HttpTarget target, String prefix, Map<String, String> headers, JsonCaller caller) {
    this.target = target;
    this.prefix = prefix;
    this.headers = headers;
    this.caller = caller;
  }

  /**
   * A store at a URL. Does no I/O.
   *
   * @param keys where the source stands in the configuration, such as {@code
   *     tributary.source.chroma."docs"}
   * @param url of its {@code url}, null when that is missing; may have a path, which stands before
   *     that of every call
   * @param headers of every request, credentials among them
   * @param maxBody the most bytes of an answer
   * @throws BadConfiguration when the URL is none, or a header is none or could be read as more
   *     than one
   */
  public static JsonApi of(
      String keys,
      @Nullable String url,
      Map<String, String> headers,
      SourceSettings settings,
      int maxBody,
      HttpCallers callers,
      ErrorBody errors) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Accept", JSON);
    // A store is near by as a rule: compressing would take it longer than it spares the wire.
    all.put("Accept-Encoding", "identity");
    all.put("User-Agent", "Tributary");
    headers.forEach(
        (name, value) -> {
          String key = keys + " (header \"" + name + "\")";
          RequestHeaders.requireName(key, name);
          all.put(name, RequestHeaders.requireOneLine(key, value.strip()));
        });
    HttpTarget target = HttpTarget.of(keys, url, Set.of(), all.toString());
    String path = target.target().literals().getFirst();
    if (target.target().literals().size() > 1 || path.indexOf('?') >= 0) {
      throw new BadConfiguration(
          keys + ".url", "a query or a placeholder", "scheme, host, port and perhaps a path");
    }
    HttpCallers.Settings connections =
        new HttpCallers.Settings(
            // Room for those that a cancel is closing.
            2 * settings.permits(),
            // A host that is gone says so before the wait has passed.
            settings.waitTime().dividedBy(2),
            maxBody);
    return new JsonApi(
        target,
        path.replaceFirst("/+$", ""),
        Map.copyOf(all),
        new JsonCaller(target.host(), callers.caller(target.base(), connections), errors, all));
  }

  /** The same for a store whose answers have vectors: there is room for those of all hits. */
  public static JsonApi withVectors(
      String keys,
      @Nullable String url,
      Map<String, String> headers,
      SourceSettings settings,
      HttpCallers callers,
      ErrorBody errors) {
    int maxBody = HttpCallers.DEFAULT_MAX_BODY + settings.maxLimit() * MAX_VECTOR;
    return of(keys, url, headers, settings, maxBody, callers, errors);
  }

  /** The mapper of every body, for trees that are built by hand. */
  public static ObjectMapper mapper() {
    return JsonBody.MAPPER;
  }

  /** A segment of a path, or the value of a parameter. */
  public static String encode(String value) {
    return RequestTemplate.encode(value);
  }

  /** Host and port, for messages. */
  public String host() {
    return target.host();
  }

  /** The URL as configured, without secrets. */
  public String address() {
    return target.address();
  }

  /** Address and a fingerprint of the headers, as {@code Source.endpointKey} wants it. */
  public String endpointKey() {
    return target.key();
  }

  /** What of a store's own words may be shown: one line, capped, without the credentials. */
  public String discreet(String message) {
    return caller.discreet(message);
  }

  /**
   * Asks, and reads the answer's JSON.
   *
   * @param method {@code GET}, {@code POST}, …
   * @param path encoded, with a slash before it; may have a query
   * @param body sent as JSON, or null for none
   */
  public Uni<JsonNode> call(
      String method, String path, @Nullable JsonNode body, Deadline deadline) {
    return Uni.createFrom().deferred(() -> caller.call(request(method, path, body), deadline));
  }

  /** The same where only success matters: the answer may have any body, or none. */
  public Uni<Void> tell(String method, String path, @Nullable JsonNode body, Deadline deadline) {
    return Uni.createFrom().deferred(() -> caller.tell(request(method, path, body), deadline));
  }

  /** Sends several trees as {@code application/x-ndjson}, each on a line of its own. */
  public Uni<JsonNode> lines(
      String method, String path, List<? extends JsonNode> lines, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Buffer body = Buffer.buffer();
              for (JsonNode line : lines) {
                body.appendBytes(bytes(line)).appendByte((byte) '\n');
              }
              return caller.call(request(method, path, JSON_LINES, body), deadline);
            });
  }

  private HttpRequest request(String method, String path, @Nullable JsonNode body) {
    return body == null
        ? new HttpRequest(method, prefix + path, headers, null)
        : request(method, path, JSON, Buffer.buffer(bytes(body)));
  }

  private HttpRequest request(String method, String path, String contentType, Buffer body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", contentType);
    return new HttpRequest(method, prefix + path, all, body);
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return JsonBody.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /** Names the address, nothing that was sent. */
  @Override
  public String toString() {
    return target.address();
  }
}
