package dev.tributary.fanout;

import dev.tributary.source.Found;
import dev.tributary.source.Source;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call to a source, from its start to its end: its time and, when the question is traced, its
 * span, named and described as the semantic conventions have it for database clients.
 */
final class SourceWatch {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("tributary.source");
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("tributary.status");
  private static final String SEARCH = "search";

  private final Function<String, Timer> timers;
  private final Span span;
  private final @Nullable Context trace;

  private SourceWatch(Function<String, Timer> timers, Span span, @Nullable Context trace) {
    this.timers = timers;
    this.span = span;
    this.trace = trace;
  }

  /** Untraced questions are the most: they pay for a look at what is current, and no more. */
  static SourceWatch begin(Source source, Tracer tracer, Function<String, Timer> timers) {
    Span asking = Span.current();
    if (!asking.isRecording()) {
      return new SourceWatch(
          timers, Span.getInvalid(), asking.getSpanContext().isValid() ? Context.current() : null);
    }
    Span span =
        tracer
            .spanBuilder(SEARCH + " " + source.name())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SYSTEM, source.kind())
            .setAttribute(OPERATION, SEARCH)
            .setAttribute(SOURCE, source.name())
            .startSpan();
    return new SourceWatch(timers, span, Context.current().with(span));
  }

  /** What the call passes on; null when there is no trace. */
  @Nullable Context trace() {
    return trace;
  }

  void ended(SourceOutcome outcome, long nanos) {
    String status = outcome.status();
    Timer timer = timers.apply(status);
    if (!span.isRecording()) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
      return;
    }
    // Current while it is recorded, so that the histogram keeps it as an example.
    try (Scope _ = span.makeCurrent()) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
    span.setAttribute(STATUS, status);
    switch (outcome) {
      case SourceOutcome.Ok(Found found) -> span.setAttribute(ROWS, (long) found.passages().size());
      case SourceOutcome.Empty _ -> span.setAttribute(ROWS, 0L);
      case SourceOutcome.Cancelled _ -> {}
      case SourceOutcome.Failed f -> failed(f.error().kind().wireName());
      case SourceOutcome.Timeout _, SourceOutcome.BreakerOpen _, SourceOutcome.Rejected _ ->
          failed(status);
    }
    span.end();
  }

  private void failed(String type) {
    span.setAttribute(ERROR, type);
    span.setStatus(StatusCode.ERROR, type);
  }
}
