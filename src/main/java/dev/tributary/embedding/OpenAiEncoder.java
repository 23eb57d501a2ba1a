package dev.tributary.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCallException;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a server that speaks OpenAI's embeddings API: {@code POST <url>/embeddings}.
 *
 * <p>Questions and passages have their permits apart, so that an ingestion that fills the server's
 * queue does not stand before a question here. The first answer fixes the dimension when none is
 * configured: a server whose model is exchanged must not mix two spaces in one index. No message
 * holds the key or a body of the server, which might repeat it.
 */
final class OpenAiEncoder implements Encoder {
  private static final JsonMapper JSON = new JsonMapper();

  private final OpenAiSettings settings;
  private final HttpCaller caller;
  private final String path;
  private final Map<String, String> headers;
  private final Timers timers;
  private final Limiter questions;
  private final Limiter passages;
  private final AtomicInteger dimension;

  OpenAiEncoder(OpenAiSettings settings, HttpCallers callers, Timers timers) {
    this.settings = settings;
    this.timers = timers;
    this.caller =
        callers.caller(
            settings.url().resolve("/"), HttpCallers.Settings.forPermits(2 * settings.permits()));
    this.path = settings.url().getRawPath().replaceFirst("/+$", "") + "/embeddings";
    this.headers = HttpRequest.jsonHeaders(settings.apiKey());
    this.questions = new Limiter(settings.permits(), Lane.QUESTION.bound(), timers);
    this.passages =
        new Limiter(settings.permits(), Lane.PASSAGE.bound() + Lane.INGESTION.bound(), timers);
    this.dimension = new AtomicInteger(settings.dimensions() == null ? 0 : settings.dimensions());
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Uni<float[]> encode(String text, Lane lane) {
    Limiter limiter =
        switch (lane) {
          case QUESTION -> questions;
          case PASSAGE, INGESTION -> passages;
        };
    Uni<HttpAnswer> call =
        Uni.createFrom()
            .deferred(
                () ->
                    caller.call(
                        new HttpRequest("POST", path, headers, body(text)),
                        Deadline.after(lane.longest(), timers::nanoTime)));
    return limiter.limit(call, _ -> {}).map(this::vector).onFailure().transform(this::failure);
  }

  /** Its caller is closed by who made it. */
  @Override
  public void close() {}

  private Buffer body(String text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", settings.remoteModel());
    body.put("input", text);
    if (settings.dimensions() != null) {
      body.put("dimensions", settings.dimensions());
    }
    return Buffer.buffer(body.toString());
  }

  private float[] vector(HttpAnswer answer) {
    requireOk(answer.status());
    JsonNode data;
    try {
      data = JSON.readTree(answer.body().getBytes()).path("data");
    } catch (IOException _) { // without the cause: it quotes the body
      throw exception(Reason.PROTOCOL, "answered something that is not JSON", null);
    }
    JsonNode embedding = data.path(0).path("embedding");
    if (data.size() != 1 || embedding.isEmpty()) {
      throw exception(
          Reason.PROTOCOL, "answered " + data.size() + " embeddings where one was asked for", null);
    }
    float[] values = new float[embedding.size()];
    for (int i = 0; i < values.length; i++) {
      if (!embedding.get(i).isNumber()) {
        throw exception(Reason.PROTOCOL, "answered a vector with a value that is no number", null);
      }
      values[i] = embedding.get(i).floatValue();
    }
    requireDimension(values.length);
    try {
      return UnitLength.of(values);
    } catch (IllegalArgumentException e) {
      throw exception(Reason.PROTOCOL, "answered " + e.getMessage(), null);
    }
  }

  private void requireOk(int status) {
    if (status == 429) {
      throw exception(Reason.OVERLOADED, "wants fewer calls (HTTP 429)", null);
    }
    if (status == 401 || status == 403) {
      throw exception(Reason.UNAVAILABLE, "refuses the key (HTTP " + status + ")", null);
    }
    if (status >= 500) {
      throw exception(Reason.UNAVAILABLE, "is in trouble (HTTP " + status + ")", null);
    }
    if (status != 200) {
      throw exception(Reason.PROTOCOL, "refuses the request (HTTP " + status + ")", null);
    }
  }

  private void requireDimension(int answered) {
    if (!dimension.compareAndSet(0, answered) && dimension.get() != answered) {
      throw exception(
          Reason.PROTOCOL,
          "answered %d dimensions where %d were expected".formatted(answered, dimension.get()),
          null);
    }
  }

  private EmbeddingException failure(Throwable failure) {
    return switch (failure) {
      case EmbeddingException known -> known;
      case LimiterFullException full ->
          exception(Reason.OVERLOADED, "cannot be asked now: " + full.getMessage(), full);
      case HttpCallException call ->
          exception(
              switch (call.reason()) {
                case UNREACHABLE, REFUSED -> Reason.UNAVAILABLE;
                case TIMEOUT -> Reason.TIMEOUT;
                case TOO_LARGE, PROTOCOL -> Reason.PROTOCOL;
              },
              "cannot be asked: " + call.getMessage(),
              call);
      default ->
          exception(
              Reason.UNAVAILABLE,
              "cannot be asked: unexpected " + failure.getClass().getSimpleName(),
              failure);
    };
  }

  private EmbeddingException exception(Reason reason, String what, @Nullable Throwable cause) {
    return new EmbeddingException(
        reason, "embedding server %s %s".formatted(settings.url().getAuthority(), what), cause);
  }
}
