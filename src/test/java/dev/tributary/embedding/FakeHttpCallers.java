package dev.tributary.embedding;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An endpoint that answers what the test says, and remembers what it was asked. */
final class FakeHttpCallers implements HttpCallers {
  final List<URI> endpoints = new ArrayList<>();
  final List<HttpRequest> requests = new ArrayList<>();
  int cancelled;
  private Uni<HttpAnswer> answer = Uni.createFrom().nothing();

  /** All requests get this answer. */
  FakeHttpCallers answering(int status, String body) {
    answer =
        Uni.createFrom()
            .item(new HttpAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
    return this;
  }

  /** All requests fail. */
  FakeHttpCallers failing(Throwable failure) {
    answer = Uni.createFrom().failure(failure);
    return this;
  }

  @Override
  public HttpCaller caller(URI endpoint, Settings settings) {
    endpoints.add(endpoint);
    return this::call;
  }

  private Uni<HttpAnswer> call(HttpRequest request, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              requests.add(request);
              return answer.onCancellation().invoke(() -> cancelled++);
            });
  }
}
