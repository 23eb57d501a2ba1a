package dev.tributary.bench;

import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.http.JsonApi;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store over HTTP: a fake inside of this process, that of the rehearsal, answers with bytes that
 * are ready. The bare client is that of Vert.x: it sends what the source sent, and reads the JSON.
 */
public final class HttpCost implements CostCase {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient client = vertx.createHttpClient();
  private final VertxHttpCallers wire = new VertxHttpCallers(vertx, List.of());
  private final List<HttpRequest> sent = new CopyOnWriteArrayList<>();
  private final List<HttpRequest> searches;
  private final Rehearsal fake;
  private final Source source;
  private volatile boolean noting;
  private @Nullable URI endpoint;

  /**
   * @param kind makes the fake, with or without vectors in its answers
   * @param vectors whether the vectors of the hits are asked for
   */
  public HttpCost(BiFunction<HttpCallers, Boolean, Rehearsal> kind, boolean vectors) {
    fake = kind.apply(this::caller, vectors);
    source = fake.open().await().atMost(LONG);
    // The first search asks what the store is like, too.
    source.search(request(vectors)).await().atMost(LONG);
    noting = true;
    source.search(request(vectors)).await().atMost(LONG);
    noting = false;
    searches = List.copyOf(sent);
  }

  private HttpCaller caller(URI target, HttpCallers.Settings settings) {
    endpoint = target;
    HttpCaller caller = wire.caller(target, settings);
    return (request, deadline) -> {
      if (noting) {
        sent.add(request);
      }
      return caller.call(request, deadline);
    };
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Object bare() throws Exception {
    Promise<Object> last = Promise.promise();
    // On the loop from the start: to another thread the body could have come before it is asked
    // for.
    loop.runOnContext(
        _ -> {
          Future<?> answer = Future.succeededFuture();
          for (HttpRequest request : searches) {
            answer = answer.compose(_ -> send(request));
          }
          answer.<Object>map(tree -> tree).onComplete(last);
        });
    return last.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Future<?> send(HttpRequest request) {
    RequestOptions options =
        new RequestOptions()
            .setHost(endpoint.getHost())
            .setPort(endpoint.getPort())
            .setMethod(HttpMethod.valueOf(request.method()))
            .setURI(request.pathAndQuery());
    return client
        .request(options)
        .compose(
            (HttpClientRequest one) -> {
              request.headers().forEach(one::putHeader);
              return request.body() == null ? one.send() : one.send(request.body());
            })
        .compose(HttpClientResponse::body)
        .map(
            body -> {
              try {
                return JsonApi.mapper().readTree(body.getBytes());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  public void close() throws Exception {
    fake.close().await().atMost(LONG);
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
