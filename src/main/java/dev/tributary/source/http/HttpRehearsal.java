package dev.tributary.source.http;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API that knows ten passages on a free port of loopback, and a source over it, configured like any other. */
@ApplicationScoped
class HttpRehearsal implements Rehearsal {
  private static final String NAME = "rehearsal";
  private static final int HITS = 10;

  private final Vertx vertx;
  private final HttpCallers callers;
  private @Nullable HttpServer stub;

  HttpRehearsal(Vertx vertx, HttpCallers callers) {
    this.vertx = vertx;
    this.callers = callers;
  }

  @Override
  public Uni<Source> open() {
    return Uni.createFrom()
        .completionStage(() -> listen().listen(0, "127.0.0.1").toCompletionStage())
        .map(
            server -> {
              stub = server;
              return source(server.actualPort());
            });
  }

  @Override
  public Uni<Void> close() {
    HttpServer open = stub;
    return open == null
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().completionStage(() -> open.close().toCompletionStage());
  }

  private HttpServer listen() {
    String answer = answer();
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request.response().putHeader("Content-Type", "application/json").end(answer));
  }

  private Source source(int port) {
    String keys = HttpConfig.PREFIX + ".\"" + NAME + "\".";
    HttpConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(HttpConfig.class)
            .withDefaultValues(
                Map.of(
                    keys + "url", "http://127.0.0.1:" + port + "/search",
                    keys + "query.\"q\"", "{question}"))
            .build()
            .getConfigMapping(HttpConfig.class);
    return new HttpKind(config, callers).sources().getFirst();
  }

  private static String answer() {
    StringBuilder hits = new StringBuilder("{\"results\":[");
    for (int i = 0; i < HITS; i++) {
      hits.append(i == 0 ? "" : ",")
          .append("{\"id\":\"%d\",\"title\":\"Passage %d\",\"url\":\"https://example.org/%d\",".formatted(i, i, i))
          .append("\"text\":\"")
          .append("What a rehearsal says is heard by nobody, number %d. ".formatted(i).repeat(HITS))
          .append("\",\"score\":%d}".formatted(HITS - i));
    }
    return hits.append("]}").toString();
  }
}
