package dev.tributary.ranking.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCallException;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reranker on a server. More passages than it takes in one call go in several, at once, each
 * under a permit of its own. No message holds the key or a body of the server, which might repeat
 * it.
 */
final class RemoteJudge implements Judge {
  private static final JsonMapper JSON = new JsonMapper();

  /** A thousand scores are some 60 KB; servers that return the texts all the same fit too. */
  private static final int MAX_BODY = 1024 * 1024;

  private static final int QUEUE = 64;

  /** So far a probability may be beyond 0 or 1: what is left when floats are written out. */
  private static final double TOLERANCE = 1e-6;

  private final JudgeSettings.Remote settings;
  private final HttpCaller caller;
  private final String path;
  private final Map<String, String> headers;
  private final Limiter limiter;

  RemoteJudge(
      JudgeSettings.Remote settings, Duration waitTime, HttpCallers callers, Timers timers) {
    this.settings = settings;
    this.caller =
        callers.caller(
            settings.url().resolve("/"),
            new HttpCallers.Settings(2 * settings.permits(), waitTime.dividedBy(2), MAX_BODY));
    this.path = settings.url().getRawPath().replaceFirst("/+$", "") + "/rerank";
    this.headers = HttpRequest.jsonHeaders(settings.apiKey());
    this.limiter = new Limiter(settings.permits(), QUEUE, timers);
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline) {
    List<Uni<List<Relevance>>> calls = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += settings.batch()) {
      int to = Math.min(texts.size(), from + settings.batch());
      calls.add(call(question, texts.subList(from, to), deadline));
    }
    Uni<List<Relevance>> all =
        calls.size() == 1
            ? calls.getFirst()
            : Uni.join()
                .all(calls)
                .andFailFast()
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    return all.onFailure().transform(this::told);
  }

  private Uni<List<Relevance>> call(String question, List<String> texts, Deadline deadline) {
    Uni<HttpAnswer> call =
        Uni.createFrom()
            .deferred(
                () ->
                    caller.call(
                        new HttpRequest("POST", path, headers, body(question, texts)), deadline));
    return limiter.limit(call, _ -> {}).map(answer -> relevances(answer, texts.size()));
  }

  private Buffer body(String question, List<String> texts) {
    return Buffer.buffer(
        settings.dialect().body(settings.model(), question, texts, settings.logits()).toString());
  }

  private List<Relevance> relevances(HttpAnswer answer, int texts) {
    requireOk(answer);
    JsonNode json;
    try {
      json = JSON.readTree(answer.body().getBytes());
    } catch (IOException _) { // without the cause: it quotes the body
      throw failure(Reason.PROTOCOL, "answered something that is not JSON");
    }
    double[] scores;
    try {
      scores = settings.dialect().scores(json, texts);
    } catch (IllegalArgumentException e) {
      throw failure(Reason.PROTOCOL, "answered " + e.getMessage());
    }
    List<Relevance> relevances = new ArrayList<>(texts);
    for (double score : scores) {
      relevances.add(settings.logits() ? Relevance.ofLogit(score) : ofProbability(score));
    }
    return relevances;
  }

  private Relevance ofProbability(double score) {
    if (score < -TOLERANCE || score > 1 + TOLERANCE) {
      throw failure(
          Reason.PROTOCOL, "answered a score of " + score + ", which is not one from 0 to 1");
    }
    return new Relevance(score, Math.clamp(score, 0, 1));
  }

  private void requireOk(HttpAnswer answer) {
    int status = answer.status();
    if (status == 200) {
      return;
    }
    String http = " (HTTP " + status + ")";
    throw switch (status) {
      case 401, 403 -> failure(Reason.AUTH, "refuses the key" + http);
      case 402 -> failure(Reason.AUTH, "wants to be paid" + http);
      case 429, 503 ->
          new RerankException(
              Reason.RATE_LIMITED, who() + "wants fewer calls" + http, retryAfter(answer), null);
      default ->
          status >= 500
              ? failure(Reason.UNAVAILABLE, "is in trouble" + http)
              : failure(Reason.REFUSED, "refuses the request" + http);
    };
  }

  private static @Nullable Duration retryAfter(HttpAnswer answer) {
    String seconds = answer.headers().get("Retry-After");
    return seconds != null && seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }

  private Throwable told(Throwable failure) {
    return switch (failure) {
      case LimiterFullException full ->
          failure(Reason.OVERLOADED, "is not asked: " + full.getMessage());
      case HttpCallException call ->
          new RerankException(
              switch (call.reason()) {
                case UNREACHABLE, REFUSED -> Reason.UNAVAILABLE;
                case TIMEOUT -> Reason.TIMEOUT;
                case TOO_LARGE, PROTOCOL -> Reason.PROTOCOL;
              },
              String.valueOf(call.getMessage()),
              null,
              call);
      default -> failure;
    };
  }

  private RerankException failure(Reason reason, String what) {
    return new RerankException(reason, who() + what, null, null);
  }

  private String who() {
    return settings.url().getAuthority() + " ";
  }
}
