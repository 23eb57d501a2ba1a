package dev.tributary.api;

import dev.tributary.passage.Signal;
import dev.tributary.ranking.Packed;
import dev.tributary.ranking.Ranked;
import dev.tributary.retrieval.Coverage;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A retrieval as it is written; what is null is left out. */
record RetrievalJson(
    String id,
    String object,
    String question,
    List<PassageJson> passages,
    @Nullable Boolean answerable,
    CoverageJson coverage,
    List<SourceReportJson> sources,
    List<StepJson> steps,
    @Nullable PlanJson plan,
    @Nullable List<OmittedJson> omitted,
    @Nullable Integer omittedCount,
    @Nullable Integer tokens,
    long tookMs,
    @Nullable String traceId) {

  static RetrievalJson of(Retrieval retrieval, RetrievalCall call) {
    Packed packed = retrieval.ranked().packed();
    OmittedJson.ListJson omitted = OmittedJson.ListJson.of(retrieval.ranked());
    return new RetrievalJson(
        retrieval.id(),
        "retrieval",
        retrieval.question().text(),
        PassageJson.of(retrieval.ranked(), call.contributions()),
        retrieval.answerable(),
        CoverageJson.of(retrieval.coverage()),
        SourceReportJson.of(retrieval.sources()),
        retrieval.steps().stream().map(StepJson::of).toList(),
        call.plan() ? PlanJson.of(retrieval.ranked()) : null,
        omitted == null ? null : omitted.listed(),
        omitted == null ? null : omitted.count(),
        packed == null ? null : packed.tokens(),
        retrieval.tookMillis(),
        currentTrace());
  }

  private static @Nullable String currentTrace() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? span.getTraceId() : null;
  }

  /** How whole an answer is. */
  record CoverageJson(int requested, int answered, boolean complete, List<String> degraded) {
    static CoverageJson of(Coverage coverage) {
      return new CoverageJson(
          coverage.requested(), coverage.answered(), coverage.complete(), coverage.degraded());
    }
  }

  /** Something beside the sources that the answer needed. */
  record StepJson(String name, String status, long elapsedMs, @Nullable String detail) {
    static StepJson of(Step step) {
      return new StepJson(
          step.name(), step.status().wireName(), step.elapsedMillis(), step.detail());
    }
  }

  /** How the passages were ranked. */
  record PlanJson(
      List<String> signals,
      int candidates,
      int scored,
      @Nullable String model,
      @Nullable String tokenizer) {
    static PlanJson of(Ranked ranked) {
      List<String> signals = ranked.signals().stream().map(Signal::wireName).toList();
      Packed packed = ranked.packed();
      return new PlanJson(
          signals,
          ranked.candidates(),
          ranked.scored(),
          ranked.model(),
          packed == null ? null : packed.tokenizer());
    }
  }
}
