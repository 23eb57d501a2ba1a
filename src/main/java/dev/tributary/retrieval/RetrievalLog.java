package dev.tributary.retrieval;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes one line a retrieval and writes it from a thread of its own: a log that blocks must not
 * hold up an event loop. Nobody is woken for a line; the thread looks ten times a second.
 *
 * <p>Bounded: of a log that is too slow, the lines that do not fit are left out and counted.
 */
@Singleton
class RetrievalLog {
  private static final Logger LOG = Logger.getLogger(RetrievalLog.class);
  private static final int MOST = 4_096;
  private static final long EVERY_MILLIS = 100;

  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST);
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tributary-log").factory());
  private long droppedBefore;

  private record Line(Supplier<String> text, SpanContext span) {}

  RetrievalLog(MeterRegistry registry) {
    FunctionCounter.builder("tributary.log.dropped", dropped, AtomicLong::doubleValue)
        .register(registry);
    var _ =
        writer.scheduleWithFixedDelay(
            this::write, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether anybody wants lines: if not, none need to be made. */
  boolean isWanted() {
    return LOG.isInfoEnabled();
  }

  /** Takes a line, which is put together where it is written; never blocks. */
  void add(Supplier<String> text, SpanContext span) {
    if (!waiting.offer(new Line(text, span))) {
      dropped.incrementAndGet();
    }
  }

  private synchronized void write() {
    List<Line> lines = new ArrayList<>();
    waiting.drainTo(lines);
    lines.forEach(RetrievalLog::write);
    long now = dropped.get();
    if (now > droppedBefore) {
      LOG.warnf("the log is too slow: %d lines of retrievals were left out", now - droppedBefore);
      droppedBefore = now;
    }
  }

  /** With the keys that other lines of a traced request have, for those who log JSON. */
  private static void write(Line line) {
    if (!line.span().isValid()) {
      LOG.info(line.text().get());
      return;
    }
    MDC.put("traceId", line.span().getTraceId());
    MDC.put("spanId", line.span().getSpanId());
    try {
      LOG.info(line.text().get());
    } finally {
      MDC.remove("traceId");
      MDC.remove("spanId");
    }
  }

  @PreDestroy
  void stop() {
    writer.shutdown();
    write();
  }
}
