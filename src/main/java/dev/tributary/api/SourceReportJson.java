package dev.tributary.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.tributary.fanout.SourceOutcome;
import dev.tributary.fanout.SourceReport;
import dev.tributary.source.Found;
import dev.tributary.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What asking one source came to, as it is written. */
record SourceReportJson(
    String name,
    String kind,
    String status,
    int count,
    @Nullable Integer dropped,
    @Nullable String degraded,
    long elapsedMs,
    long queuedMs,
    int attempts,
    @Nullable ErrorJson error)
    implements WrittenByHand {

  private static final int MAX_MESSAGE = 500;

  @Override
  public void writeFields(JsonGenerator out, SerializerProvider mapper) throws IOException {
    WrittenByHand.text(out, "name", name);
    WrittenByHand.text(out, "kind", kind);
    WrittenByHand.text(out, "status", status);
    out.writeNumberField("count", count);
    WrittenByHand.object(out, mapper, "dropped", dropped);
    WrittenByHand.text(out, "degraded", degraded);
    out.writeNumberField("elapsed_ms", elapsedMs);
    out.writeNumberField("queued_ms", queuedMs);
    out.writeNumberField("attempts", attempts);
    WrittenByHand.object(out, mapper, "error", error);
  }

  /** Why a source gave no answer. */
  record ErrorJson(String kind, String message, @Nullable Long retryAfterMs) {
    static ErrorJson of(SourceException failure) {
      return new ErrorJson(
          failure.kind().wireName(),
          WellFormed.capped(String.valueOf(failure.getMessage()), MAX_MESSAGE),
          failure.retryAfter().map(Duration::toMillis).orElse(null));
    }
  }

  static List<SourceReportJson> of(List<SourceReport> reports) {
    return reports.stream().map(SourceReportJson::of).toList();
  }

  static SourceReportJson of(SourceReport report) {
    Found found = report.outcome().found();
    return new SourceReportJson(
        report.source(),
        report.kind(),
        report.outcome().status(),
        found == null ? 0 : found.passages().size(),
        found == null || found.dropped() == 0 ? null : found.dropped(),
        found == null ? null : found.degraded(),
        report.elapsedMillis(),
        report.queuedMillis(),
        report.attempts(),
        error(report.outcome()));
  }

  private static @Nullable ErrorJson error(SourceOutcome outcome) {
    return switch (outcome) {
      case SourceOutcome.Ok _, SourceOutcome.Empty _, SourceOutcome.Cancelled _ -> null;
      case SourceOutcome.Timeout t ->
          new ErrorJson("timeout", "no answer within " + t.afterMillis() + " ms", null);
      case SourceOutcome.Failed f -> ErrorJson.of(f.error());
      case SourceOutcome.BreakerOpen b -> notAsked(b);
      case SourceOutcome.Rejected _ ->
          new ErrorJson("overloaded", "not asked, since too many calls wait for it already", null);
    };
  }

  private static ErrorJson notAsked(SourceOutcome.BreakerOpen open) {
    SourceException because = open.because();
    String why = because == null ? "" : ", at last: " + because.getMessage();
    return new ErrorJson(
        because == null ? "unavailable" : because.kind().wireName(),
        WellFormed.capped("not asked, since it failed too often" + why, MAX_MESSAGE),
        open.retryAfterMillis());
  }
}
