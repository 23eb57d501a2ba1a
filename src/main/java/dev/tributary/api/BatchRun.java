package dev.tributary.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Runs the items of a batch, some at once, and writes what each came to. All happens on the event
 * loop of the response.
 *
 * <p>Bounded: what runs and what is finished but not written yet are together no more than the
 * concurrency, and nothing new starts while the client does not take what is written.
 */
final class BatchRun {
  /** How the items are put together. */
  record Format(String mediaType, String open, String between, String close, boolean inOrder) {
    static final Format LINES = new Format("application/x-ndjson", "", "\n", "\n", false);
    static final Format ARRAY = new Format("application/json", "[\n", ",\n", "\n]\n", true);
  }

  private final int size;
  private final int concurrency;
  private final Format format;
  private final IntFunction<Uni<byte[]>> work;
  private final HttpServerResponse response;
  private final Context context;
  private final Map<Integer, Cancellable> running = new HashMap<>();
  private final Map<Integer, byte[]> finished = new HashMap<>();
  private int started;
  private int written;
  private boolean cancelled;

  /**
   * @param work what an item comes to; never fails
   */
  BatchRun(
      int size,
      int concurrency,
      Format format,
      IntFunction<Uni<byte[]>> work,
      Vertx vertx,
      HttpServerResponse response) {
    this.size = size;
    this.concurrency = concurrency;
    this.format = format;
    this.work = work;
    this.response = response;
    this.context = vertx.getOrCreateContext();
  }

  /** Runs all; completes when the last item is written; cancelling it cancels what runs. */
  Uni<Void> run() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              emitter.onTermination(() -> context.runOnContext(_ -> cancel()));
              context.runOnContext(_ -> start(emitter));
            });
  }

  private void start(UniEmitter<? super Void> emitter) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .drainHandler(_ -> startMore(emitter));
    startMore(emitter);
  }

  private void startMore(UniEmitter<? super Void> emitter) {
    while (started < size
        && started - written < concurrency
        && !response.writeQueueFull()
        && !cancelled) {
      int index = started++;
      Cancellable one =
          work.apply(index)
              .subscribe()
              .with(item -> context.runOnContext(_ -> finish(index, item, emitter)));
      running.put(index, one);
    }
  }

  private void finish(int index, byte[] item, UniEmitter<? super Void> emitter) {
    running.remove(index);
    if (cancelled) {
      return;
    }
    if (format.inOrder()) {
      finished.put(index, item);
      for (byte[] next = finished.remove(written); next != null; next = finished.remove(written)) {
        write(next);
      }
    } else {
      write(item);
    }
    if (written == size) {
      response.end(format.close());
      emitter.complete(null);
    } else {
      startMore(emitter);
    }
  }

  private void write(byte[] item) {
    String before = written++ == 0 ? format.open() : format.between();
    response.write(
        Buffer.buffer(before.length() + item.length).appendString(before).appendBytes(item));
  }

  private void cancel() {
    cancelled = true;
    running.values().forEach(Cancellable::cancel);
    running.clear();
  }
}
