package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sends requests and reads answers as JSON; every failure is a {@link SourceException}. */
final class JsonCaller {
  /** What an event loop reads itself; larger answers cost it more than a millisecond. */
  private static final int MAX_ON_EVENT_LOOP = 128 * 1024;

  private final String host;
  private final HttpCaller caller;
  private final BodyFormat format;
  private final ErrorBody errors;
  private final Discretion discretion;

  /**
   * @param host for messages
   * @param headers that are sent, whose values no message shows
   */
  JsonCaller(String host, HttpCaller caller, ErrorBody errors, Map<String, String> headers) {
    this(host, caller, BodyFormat.JSON, errors, new Discretion(headers));
  }

  /**
   * @param format of the answers
   * @param discretion what no message shows
   */
  JsonCaller(
      String host, HttpCaller caller, BodyFormat format, ErrorBody errors, Discretion discretion) {
    this.host = host;
    this.caller = caller;
    this.format = format;
    this.errors = errors;
    this.discretion = discretion;
  }

  /** What answers are in. */
  BodyFormat format() {
    return format;
  }

  /** What no message shows. */
  Discretion discretion() {
    return discretion;
  }

  /** The same, its calls going another way. */
  JsonCaller through(UnaryOperator<HttpCaller> way) {
    return new JsonCaller(host, way.apply(caller), format, errors, discretion);
  }

  /** The tree that a request of success is answered with; a large one is read on a worker. */
  Uni<JsonNode> call(HttpRequest request, Deadline deadline) {
    return send(request, deadline, answer -> format.parse(host, answer));
  }

  /** The same where only success matters, whatever the body of the answer is. */
  Uni<Void> tell(HttpRequest request, Deadline deadline) {
    return send(request, deadline, answer -> answer).replaceWithVoid();
  }

  /** What may be shown of a store's own words. */
  String discreet(String message) {
    return discretion.tell(message);
  }

  private <T> Uni<T> send(HttpRequest request, Deadline deadline, Function<HttpAnswer, T> reader) {
    return caller
        .call(request, deadline)
        .onItem()
        .transformToUni(JsonCaller::whereItIsRead)
        .map(answer -> reader.apply(requireSuccess(answer)))
        .onFailure()
        .transform(HttpErrors::of);
  }

  private static Uni<HttpAnswer> whereItIsRead(HttpAnswer answer) {
    Uni<HttpAnswer> whole = Uni.createFrom().item(answer);
    return answer.body().length() > MAX_ON_EVENT_LOOP
        ? whole.emitOn(Infrastructure.getDefaultExecutor())
        : whole;
  }

  private HttpAnswer requireSuccess(HttpAnswer answer) {
    if (HttpErrors.isSuccess(answer)) {
      return answer;
    }
    @Nullable JsonNode body = format.parseError(answer);
    if (body == null) {
      throw HttpErrors.failure(host, answer, HttpErrors.kind(answer.status()), null);
    }
    @Nullable String message = errors.message(body);
    throw HttpErrors.failure(
        host,
        answer,
        errors.kind(answer.status(), body),
        message == null || message.isBlank() ? null : discreet(message));
  }
}
