package dev.tributary.outbound;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.TraceContext;
import dev.tributary.outbound.HttpCallException.Reason;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. All its steps run on one event loop, so none needs a lock; only a cancel may
 * come from another thread, and sets {@code over} before it hops.
 */
final class Exchange {
  private static final int MAX_REDIRECTS = 3;

  /** CANCEL in HTTP/2's codes; HTTP/1.1 knows no codes and closes the connection. */
  private static final long CANCEL = 8;

  private final EndpointCaller caller;
  private final Context context;
  private final HttpRequest request;
  private final Deadline deadline;
  private final UniEmitter<? super HttpAnswer> emitter;
  private final io.opentelemetry.context.@Nullable Context trace;

  private volatile boolean over;
  private volatile @Nullable Thread loop;
  private long timer = -1;
  private @Nullable HttpClientRequest wire;
  private @Nullable Buffer body;
  private boolean bodyIsOurs;
  private String target;
  private boolean retried;
  private int redirects;

  Exchange(
      EndpointCaller caller,
      Context context,
      HttpRequest request,
      Deadline deadline,
      UniEmitter<? super HttpAnswer> emitter) {
    this.caller = caller;
    this.context = context;
    this.request = request;
    this.deadline = deadline;
    this.emitter = emitter;
    this.trace = TraceContext.of(emitter);
    this.target = request.pathAndQuery();
  }

  void start() {
    loop = Thread.currentThread();
    if (over) {
      return;
    }
    long left = deadline.remaining().toMillis();
    if (left == 0) {
      timeOut();
      return;
    }
    if (caller.endpoint().isLiteral() && !caller.allows(caller.endpoint().host())) {
      refuseAddress();
      return;
    }
    timer = context.owner().setTimer(left, _ -> timeOut());
    attempt();
  }

  /** The caller wants no answer any more; also told, to no effect, when it has one. */
  void cancel() {
    if (over) {
      return;
    }
    over = true;
    if (Thread.currentThread() == loop) {
      release();
    } else {
      context.runOnContext(_ -> release());
    }
  }

  private void attempt() {
    if (over) {
      return;
    }
    caller
        .client()
        .request(caller.endpoint().request(request.method(), target))
        .onComplete(this::connected);
  }

  private void connected(AsyncResult<HttpClientRequest> result) {
    if (result.failed()) {
      if (!over && !retryStale(result.cause(), true)) {
        fail(Failures.of(caller.endpoint().authority(), result.cause()));
      }
      return;
    }
    HttpClientRequest sending = result.result();
    wire = sending;
    // The failure of the response tells; without a handler Vert.x would log it too.
    sending.exceptionHandler(_ -> {});
    if (over) {
      // Nothing was sent: the connection goes back to the pool unharmed.
      release();
      return;
    }
    if (!caller.allows(sending.connection().remoteAddress().hostAddress())) {
      sending.connection().close();
      refuseAddress();
      return;
    }
    sending.putHeader(HttpHeaders.HOST, caller.endpoint().authority());
    request.headers().forEach(sending::putHeader);
    if (trace != null) {
      W3CTraceContextPropagator.getInstance().inject(trace, sending, HttpClientRequest::putHeader);
    }
    (request.body() == null ? sending.send() : sending.send(request.body()))
        .onComplete(this::responded);
  }

  private void responded(AsyncResult<HttpClientResponse> result) {
    if (over) {
      return;
    }
    if (result.failed()) {
      boolean kept = wire != null && wire.streamId() > 1;
      if (!kept || !retryStale(result.cause(), request.method().equals("GET"))) {
        fail(Failures.of(caller.endpoint().authority(), result.cause()));
      }
      return;
    }
    HttpClientResponse head = result.result();
    head.exceptionHandler(this::broken);
    if (declaredLength(head) > caller.settings().maxBody()) {
      tooLarge();
    } else {
      head.handler(this::receive).endHandler(_ -> received(head));
    }
  }

  /** A kept connection may be closed by the other side just when it is used again. */
  private boolean retryStale(Throwable cause, boolean harmless) {
    if (retried || !harmless || !Failures.isClosed(cause)) {
      return false;
    }
    retried = true;
    wire = null;
    attempt();
    return true;
  }

  private void broken(Throwable cause) {
    if (!over) {
      fail(Failures.of(caller.endpoint().authority(), cause));
    }
  }

  private void receive(Buffer chunk) {
    if (over) {
      return;
    }
    @Nullable Buffer before = body;
    int length = before == null ? 0 : before.length();
    if (chunk.length() > caller.settings().maxBody() - length) {
      tooLarge();
    } else if (before == null) {
      body = chunk;
    } else if (bodyIsOurs) {
      before.appendBuffer(chunk);
    } else {
      body = Buffer.buffer(2 * (length + chunk.length())).appendBuffer(before).appendBuffer(chunk);
      bodyIsOurs = true;
    }
  }

  private void received(HttpClientResponse head) {
    // An exchange that has ended must not be reset any more: that would close its connection.
    wire = null;
    if (over) {
      return;
    }
    @Nullable String location = isRedirect(head.statusCode()) ? head.getHeader("Location") : null;
    if (location != null) {
      redirect(head.statusCode(), location);
      return;
    }
    end();
    emitter.complete(
        new HttpAnswer(head.statusCode(), head.headers(), body == null ? Buffer.buffer() : body));
  }

  private void redirect(int status, String location) {
    URI to;
    try {
      to = caller.endpoint().uri().resolve(target).resolve(location);
    } catch (IllegalArgumentException _) {
      fail(Reason.PROTOCOL, "redirects to what is not a URL");
      return;
    }
    boolean keepsMethod = status == 307 || status == 308;
    if (!caller.endpoint().holds(to)) {
      fail(Reason.REFUSED, "redirects to another host, which is not followed");
    } else if (!keepsMethod && !request.method().equals("GET")) {
      fail(Reason.REFUSED, "redirects a " + request.method() + ", which is not followed");
    } else if (++redirects > MAX_REDIRECTS) {
      fail(Reason.PROTOCOL, "redirects in circles");
    } else {
      String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
      target = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
      body = null;
      bodyIsOurs = false;
      // A step later the connection is free again.
      context.runOnContext(_ -> attempt());
    }
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static long declaredLength(HttpClientResponse head) {
    @Nullable String length = head.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private void refuseAddress() {
    fail(Reason.REFUSED, "has a link-local or metadata address, which sources may not have");
  }

  private void tooLarge() {
    fail(
        Reason.TOO_LARGE,
        "answered more than the " + caller.settings().maxBody() + " bytes it may");
  }

  private void timeOut() {
    fail(Reason.TIMEOUT, "did not answer in time");
  }

  private void fail(Reason reason, String what) {
    fail(new HttpCallException(reason, caller.endpoint().authority() + " " + what, null));
  }

  private void fail(HttpCallException failure) {
    end();
    emitter.fail(failure);
  }

  private void end() {
    over = true;
    release();
  }

  private void release() {
    if (timer >= 0) {
      context.owner().cancelTimer(timer);
      timer = -1;
    }
    @Nullable HttpClientRequest sending = wire;
    if (sending != null) {
      wire = null;
      sending.reset(CANCEL);
    }
  }
}
