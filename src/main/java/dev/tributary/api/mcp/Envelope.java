package dev.tributary.api.mcp;

import dev.tributary.api.Body;
import dev.tributary.api.mcp.Message.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the protocol's library: lets in what that can answer, and closes what this server
 * has no use for.
 *
 * <p>It never speaks first, so it has no stream for that (a stop would wait for those that are
 * open), and of the transport before Streamable HTTP none at all.
 */
@ApplicationScoped
class Envelope {
  private static final String PATH = "/mcp";
  private static final int BEFORE_THE_LIBRARY = -1;

  private final Body body;

  Envelope(Body body) {
    this.body = body;
  }

  void register(@Observes Router router) {
    before(router.post(PATH)).handler(this::read);
    before(router.get(PATH)).handler(Envelope::refuseMethod);
    before(router.route(PATH + "/*")).handler(Envelope::refuseOthers);
  }

  private static Route before(Route route) {
    return route.order(BEFORE_THE_LIBRARY);
  }

  private static void refuseMethod(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, "DELETE, POST");
    context.fail(405);
  }

  private static void refuseOthers(RoutingContext context) {
    if (context.normalizedPath().matches(PATH + "/?")) {
      context.next();
    } else {
      context.fail(404);
    }
  }

  /** By the one way in which bodies are read: within a minute. The library finds it read. */
  private void read(RoutingContext context) {
    RoutingContextInternal internal = (RoutingContextInternal) context;
    var _ =
        body.of(context.request())
            .subscribe()
            .with(
                bytes -> {
                  internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
                  internal.setBody(Buffer.buffer(bytes));
                  check(context);
                },
                context::fail);
  }

  private static void check(RoutingContext context) {
    @Nullable Object read = decoded(context);
    if (!(read instanceof JsonObject message)) {
      answer(context, 400, Message.refusal(null, read instanceof Fault f ? f : Message.NOT_ONE));
      return;
    }
    @Nullable Fault fault = Message.of(message);
    if (fault == null) {
      if (Message.dropNulls(message)) {
        ((RoutingContextInternal) context).setBody(message.toBuffer());
      }
      context.next();
    } else if (message.containsKey("id")) {
      answer(context, 200, Message.refusal(message.getValue("id"), fault));
    } else {
      // A notification: nobody waits for an answer.
      context.response().setStatusCode(202).end();
    }
  }

  /** What the body holds, or why nothing can be read. */
  private static @Nullable Object decoded(RoutingContext context) {
    try {
      return Json.decodeValue(context.body().buffer());
    } catch (DecodeException _) {
      return Message.NOT_JSON;
    }
  }

  private static void answer(RoutingContext context, int status, JsonObject message) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(message.toBuffer());
  }
}
