package dev.tributary.api.mcp;

import dev.tributary.api.ProblemText;
import io.quarkiverse.mcp.server.Cancellation;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, on its way to an answer. It is given up when the client cancels it or goes
 * away, and with it all that was begun for it.
 *
 * <p>All of it happens on the event loop of the request.
 */
final class ToolCall {
  /** Its arguments and the request that it came by, to a JSON document. */
  interface Work extends BiFunction<byte[], HttpServerRequest, Uni<byte[]>> {}

  /** The protocol's library can be asked whether a call was cancelled, but does not tell. */
  private static final long LOOK_EVERY_MILLIS = 50;

  private static final ToolResponse GIVEN_UP = ToolResponse.error("the client gave this call up");

  private final Work work;
  private final byte[] arguments;
  private final Cancellation cancellation;
  private final RoutingContext context;

  ToolCall(Work work, ToolArguments call, RoutingContext context) {
    this.work = work;
    this.arguments = arguments(call.rawMessage().asJsonObject());
    this.cancellation = call.cancellation();
    this.context = context;
  }

  private static byte[] arguments(JsonObject message) {
    @Nullable JsonObject parameters = message.getJsonObject("params");
    @Nullable Object arguments = parameters == null ? null : parameters.getValue("arguments");
    return (arguments instanceof JsonObject given ? given.encode() : "{}")
        .getBytes(StandardCharsets.UTF_8);
  }

  Uni<ToolResponse> answer() {
    return Uni.createFrom().emitter(emitter -> begin(emitter));
  }

  private void begin(UniEmitter<? super ToolResponse> emitter) {
    Vertx vertx = context.vertx();
    Context home = vertx.getOrCreateContext();
    Cancellable running =
        work.apply(arguments, context.request())
            .emitOn(task -> home.runOnContext(_ -> task.run()))
            .map(ToolCall::success)
            .onFailure()
            .recoverWithItem(failure -> ToolResponse.error(ProblemText.of(failure)))
            .subscribe()
            .with(emitter::complete);
    Runnable giveUp =
        () -> {
          running.cancel();
          emitter.complete(GIVEN_UP);
        };
    long look =
        vertx.setPeriodic(
            LOOK_EVERY_MILLIS,
            _ -> {
              if (cancellation.check().isRequested()) {
                giveUp.run();
              }
            });
    emitter.onTermination(() -> vertx.cancelTimer(look));
    context.addEndHandler(_ -> giveUp.run());
  }

  /** The document as text, for the model, and as itself, for the client's program. */
  private static ToolResponse success(byte[] json) {
    String text = new String(json, StandardCharsets.UTF_8);
    return new ToolResponse(false, List.of(new TextContent(text)), new JsonObject(text), Map.of());
  }
}
