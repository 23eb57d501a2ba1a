package dev.tributary.api;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the items of a batch, some at once, and writes what each came to. All happens on the event
 * loop of the response.
 *
 * <p>Bounded: what runs and what is finished but not written yet are together no more than the
 * concurrency, and nothing new starts while the client does not take what is written. One that
 * takes nothing for a minute has its connection closed: else it would keep its place for as long as
 * it likes.
 */
final class BatchRun {
  /** How the items are put together. */
  record Format(String mediaType, String open, String between, String close, boolean inOrder) {
    static final Format LINES = new Format("application/x-ndjson", "", "\n", "\n", false);
    static final Format ARRAY = new Format("application/json", "[\n", ",\n", "\n]\n", true);
  }

  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int size;
  private final int concurrency;
  private final Format format;
  private final IntFunction<Uni<byte[]>> work;
  private final HttpServerResponse response;
  private final Vertx vertx;
  private final Context context;
  private final Duration patience;
  private final Map<Integer, Cancellable> running = new HashMap<>();
  private final Map<Integer, byte[]> finished = new HashMap<>();
  private int started;
  private int written;
  private boolean cancelled;
  private @Nullable Long alarm;

  /**
   * @param work what an item comes to; never fails
   * @param patience with a client that takes nothing
   */
  BatchRun(
      int size,
      int concurrency,
      Format format,
      IntFunction<Uni<byte[]>> work,
      Vertx vertx,
      HttpServerResponse response,
      Duration patience) {
    this.size = size;
    this.concurrency = concurrency;
    this.format = format;
    this.work = work;
    this.response = response;
    this.patience = patience;
    this.vertx = vertx;
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
        .drainHandler(
            _ -> {
              takeAlarmBack();
              startMore(emitter);
            });
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
    if (alarm == null && !cancelled && response.writeQueueFull()) {
      alarm = vertx.setTimer(patience.toMillis(), _ -> giveUp());
    }
  }

  private void giveUp() {
    cancel();
    response.reset();
  }

  private void takeAlarmBack() {
    if (alarm != null) {
      vertx.cancelTimer(alarm);
      alarm = null;
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
      takeAlarmBack();
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
    takeAlarmBack();
    running.values().forEach(Cancellable::cancel);
    running.clear();
  }
}
