package dev.tributary.source.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.source.Source;
import dev.tributary.source.StagedRehearsal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stub of an API on a free port of loopback, which answers by the last segment of a request's
 * path, and a source over it, configured like any other.
 */
public abstract class ApiRehearsal extends StagedRehearsal {
  private static final int HITS = 10;

  private @Nullable HttpServer stub;

  /**
   * @param needed see {@link #isNeeded}
   */
  protected ApiRehearsal(boolean needed) {
    super(needed);
  }

  /** What is answered, by the last segment of the path; {@code ""} for all others. */
  protected abstract Map<String, String> answers();

  /** The source over the stub. */
  protected abstract Source source(String url);

  @Override
  protected final Source set() throws IOException {
    HttpServer server = listen(answers());
    stub = server;
    InetSocketAddress at = server.getAddress();
    return source("http://" + at.getAddress().getHostAddress() + ":" + at.getPort());
  }

  @Override
  protected final void clear() {
    if (stub != null) {
      stub.stop(0);
    }
  }

  /** A list of ten hits. */
  protected static ArrayNode hits(ObjIntConsumer<ObjectNode> fill) {
    ArrayNode hits = JsonApi.mapper().createArrayNode();
    for (int i = 0; i < HITS; i++) {
      fill.accept(hits.addObject(), i);
    }
    return hits;
  }

  /** The fields of a passage as this server writes them, with names of their own. */
  protected static ObjectNode fields(ObjectNode to, int number) {
    return to.put("document", String.valueOf(number))
        .put("chunk", -1)
        .put("content_hash", "0123456789abcdef")
        .put("title", "Passage " + number)
        .put("url", "https://example.org/" + number)
        .put("text", text(number))
        .put("language", "en");
  }

  /** What a passage says. */
  protected static String text(int number) {
    return "What a rehearsal says is heard by nobody, number %d. ".formatted(number).repeat(HITS);
  }

  /** A vector. */
  protected static ArrayNode vector() {
    ArrayNode vector = JsonApi.mapper().createArrayNode();
    for (int i = 0; i < DIMENSIONS; i++) {
      vector.add(1f / (i + 2));
    }
    return vector;
  }

  // The platform's own server: one of Vert.x beside that of Quarkus would quarrel with it about
  // metrics.
  private static HttpServer listen(Map<String, String> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, byte[]> bodies = new HashMap<>();
    answers.forEach((path, text) -> bodies.put(path, text.getBytes(StandardCharsets.UTF_8)));
    server.createContext("/", exchange -> answer(exchange, bodies));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Map<String, byte[]> bodies) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = bodies.get(path.substring(path.lastIndexOf('/') + 1));
    byte[] answer = body == null ? bodies.getOrDefault("", new byte[0]) : body;
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
