package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.guard.TraceContext;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A traced question leaves a span a source, and its calls know what they are a part of. */
class SourceSpanTest extends FanOutFixture {
  private final List<SpanData> spans = new ArrayList<>();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new Kept())).build();

  /** Keeps what is exported to it. */
  private final class Kept implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      spans.addAll(exported);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  SourceSpanTest() {
    guards = new GuardedSources(timers, registry, provider.get("test"));
  }

  private Span askTraced(FakeSource... sources) {
    Span question = provider.get("test").spanBuilder("question").startSpan();
    try (Scope _ = question.makeCurrent()) {
      ask(sources);
    }
    timers.advanceMillis(20_000);
    return question;
  }

  private static String attribute(SpanData span, String key) {
    return Objects.requireNonNull(span.getAttributes().get(AttributeKey.stringKey(key)), key);
  }

  @Test
  void source_that_answers_is_a_client_span_below_the_question() {
    Span question = askTraced(FakeSource.named("docs").answering("text"));
    SpanData span = spans.getFirst();
    assertThat(span.getName()).isEqualTo("search docs");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getParentSpanId()).isEqualTo(question.getSpanContext().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(span, "db.system.name")).isEqualTo("fake");
    assertThat(attribute(span, "db.operation.name")).isEqualTo("search");
    assertThat(attribute(span, "tributary.source")).isEqualTo("docs");
    assertThat(attribute(span, "tributary.status")).isEqualTo("ok");
    assertThat(span.getAttributes().get(AttributeKey.longKey("db.response.returned_rows")))
        .isEqualTo(1);
  }

  @Test
  void source_that_does_not_answer_says_why() {
    askTraced(
        FakeSource.named("refusing").failing(ErrorKind.AUTH), FakeSource.named("late").hanging());
    assertThat(spans)
        .extracting(SpanData::getName, s -> attribute(s, "tributary.status"))
        .contains(tuple("search refusing", "auth_failed"), tuple("search late", "timeout"));
    assertThat(spans)
        .allSatisfy(s -> assertThat(s.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR))
        .extracting(s -> attribute(s, "error.type"))
        .containsExactlyInAnyOrder("auth", "timeout");
  }

  @Test
  void call_knows_its_span_wherever_it_runs() {
    AtomicReference<Context> seen = new AtomicReference<>();
    Uni<Found> search =
        Uni.createFrom()
            .emitter(
                emitter -> {
                  seen.set(TraceContext.of(emitter));
                  emitter.complete(Found.of(List.of()));
                });
    askTraced(FakeSource.named("docs").calling(search));
    assertThat(Span.fromContext(seen.get()).getSpanContext().getSpanId())
        .isEqualTo(spans.getFirst().getSpanId());
  }

  @Test
  void question_that_is_not_traced_leaves_nothing() {
    ask(FakeSource.named("docs").answering("text"));
    assertThat(spans).isEmpty();
  }
}
