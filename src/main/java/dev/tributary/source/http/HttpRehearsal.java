package dev.tributary.source.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API that knows ten passages on a free port of loopback, and a source over it, configured like
 * any other.
 */
@ApplicationScoped
class HttpRehearsal implements Rehearsal {
  private static final String NAME = "rehearsal";
  private static final int HITS = 10;

  private final HttpCallers callers;
  private final Timers timers;
  private @Nullable HttpServer stub;

  HttpRehearsal(HttpCallers callers, Timers timers) {
    this.callers = callers;
    this.timers = timers;
  }

  @Override
  public Uni<Source> open() {
    return Uni.createFrom()
        .item(
            () -> {
              HttpServer server = listen();
              stub = server;
              return source(server.getAddress().getPort());
            })
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  @Override
  public Uni<Void> close() {
    return Uni.createFrom()
        .voidItem()
        .invoke(
            () -> {
              HttpServer open = stub;
              if (open != null) {
                open.stop(0);
              }
            })
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  // The platform's own server: one of Vert.x beside that of Quarkus would quarrel with it about
  // metrics.
  private static HttpServer listen() {
    byte[] answer = answer().getBytes(StandardCharsets.UTF_8);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, answer));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] answer) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Source source(int port) {
    String keys = HttpConfig.PREFIX + ".\"" + NAME + "\".";
    HttpConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(HttpConfig.class)
            .withDefaultValues(
                Map.of(
                    keys + "url",
                    "http://"
                        + InetAddress.getLoopbackAddress().getHostAddress()
                        + ":"
                        + port
                        + "/search",
                    keys + "query.\"q\"",
                    "{question}"))
            .build()
            .getConfigMapping(HttpConfig.class);
    return new HttpKind(config, callers, timers).sources().getFirst();
  }

  private static String answer() {
    StringBuilder hits = new StringBuilder("{\"results\":[");
    for (int i = 0; i < HITS; i++) {
      hits.append(i == 0 ? "" : ",")
          .append(
              "{\"id\":\"%d\",\"title\":\"Passage %d\",\"url\":\"https://example.org/%d\","
                  .formatted(i, i, i))
          .append("\"text\":\"")
          .append("What a rehearsal says is heard by nobody, number %d. ".formatted(i).repeat(HITS))
          .append("\",\"score\":%d}".formatted(HITS - i));
    }
    return hits.append("]}").toString();
  }
}
