package dev.tributary.source.http.recorded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An API on loopback that answers from a file, or, while it records, from the real one.
 *
 * <p>Point a source's {@code url} at {@link #uri()}. With {@code -Drecord} what the real API says
 * is written into the file as it comes, without request headers (so without the key) and with what
 * you tell it to mask; without it, the file is all there is.
 */
public final class RecordedApi implements AutoCloseable {
  /** A request that the file does not have is answered with this. */
  private static final int NOT_RECORDED = 418;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpServer server;
  private final @Nullable HttpClient client;
  private final URI real;
  private final Path file;
  private final String scenario;
  private final UnaryOperator<String> mask;
  private final List<Exchange> exchanges;
  private final Queue<Exchange.Request> unknown = new ConcurrentLinkedQueue<>();

  private RecordedApi(
      Path file, String scenario, URI real, boolean recording, UnaryOperator<String> mask) {
    this.file = file;
    this.scenario = scenario;
    this.real = real;
    this.mask = mask;
    exchanges =
        new CopyOnWriteArrayList<>(
            file.toFile().exists() ? Recording.read(file) : List.<Exchange>of());
    if (recording) {
      exchanges.removeIf(e -> e.scenario().equals(scenario));
    }
    client =
        recording
            ? vertx.createHttpClient(new HttpClientOptions().setDecompressionSupported(true))
            : null;
    server = vertx.createHttpServer().requestHandler(this::handle);
    join(server.listen(0, "127.0.0.1"));
  }

  /**
   * Answers as the file says, or records it when the system property {@code record} is set.
   *
   * @param scenario which of the file's exchanges, or under which name they are written
   * @param real where the API really is
   * @param mask what of targets and bodies is not to be written, such as a key
   */
  public static RecordedApi of(Path file, String scenario, URI real, UnaryOperator<String> mask) {
    return new RecordedApi(file, scenario, real, System.getProperty("record") != null, mask);
  }

  /** Records whatever the system property says. */
  static RecordedApi recording(Path file, String scenario, URI real, UnaryOperator<String> mask) {
    return new RecordedApi(file, scenario, real, true, mask);
  }

  /** Where to ask, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Requests that the file has no answer to. */
  public List<Exchange.Request> unknown() {
    return List.copyOf(unknown);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              Exchange.Request asked =
                  new Exchange.Request(
                      request.method().name(),
                      mask.apply(request.uri()),
                      mask.apply(body.toString()));
              if (client == null) {
                replay(asked, request);
              } else {
                forward(client, asked, request, body);
              }
            });
  }

  private void replay(Exchange.Request asked, HttpServerRequest request) {
    exchanges.stream()
        .filter(e -> e.scenario().equals(scenario) && e.request().equals(asked))
        .findFirst()
        .ifPresentOrElse(
            e -> answer(e, request),
            () -> {
              unknown.add(asked);
              request.response().setStatusCode(NOT_RECORDED).end();
            });
  }

  private static void answer(Exchange exchange, HttpServerRequest request) {
    exchange.headers().forEach((name, value) -> request.response().putHeader(name, value));
    request.response().setStatusCode(exchange.status()).end(exchange.body());
  }

  private void forward(
      HttpClient to, Exchange.Request asked, HttpServerRequest request, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(real.resolve(request.uri()).toString())
            .setMethod(HttpMethod.valueOf(asked.method()));
    request.headers().forEach(options::addHeader);
    options.getHeaders().remove("Host").remove("Content-Length").remove("Accept-Encoding");
    to.request(options)
        .compose(sending -> sending.send(body))
        .compose(answer -> answer.body().map(read -> exchange(asked, answer, read)))
        .onSuccess(
            exchange -> {
              exchanges.add(exchange);
              Recording.write(file, exchanges);
              answer(exchange, request);
            })
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }

  private Exchange exchange(Exchange.Request asked, HttpClientResponse answer, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (name.toLowerCase(java.util.Locale.ROOT)
                  .matches("content-type|retry-after|.*ratelimit.*")) {
                headers.put(name, value);
              }
            });
    Buffer masked = Buffer.buffer(mask.apply(body.toString()));
    return new Exchange(scenario, Map.of(), asked, answer.statusCode(), headers, masked);
  }

  @Override
  public void close() {
    join(vertx.close());
  }

  private static void join(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
