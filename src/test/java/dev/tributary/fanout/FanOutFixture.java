package dev.tributary.fanout;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Question;
import dev.tributary.source.FakeSource;
import dev.tributary.source.SearchRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A fan-out over fake sources and a clock that the test moves. */
abstract class FanOutFixture {
  final FakeTimers timers = new FakeTimers();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  GuardedSources guards =
      new GuardedSources(timers, registry, OpenTelemetry.noop().getTracer("test"));
  final Map<FakeSource, GuardedSource> guarded = new ConcurrentHashMap<>();
  final List<SourceReport> observed = new ArrayList<>();
  FanOut fanOut = new FanOut(timers, config(1, 0.2));

  static FanOutConfig config(double minCoverage, double lateShare) {
    return new FanOutConfig() {
      @Override
      public double minCoverage() {
        return minCoverage;
      }

      @Override
      public double lateShare() {
        return lateShare;
      }
    };
  }

  UniAssertSubscriber<List<SourceReport>> ask(FakeSource... sources) {
    return ask(10_000, sources);
  }

  UniAssertSubscriber<List<SourceReport>> ask(long deadlineMillis, FakeSource... sources) {
    List<SourceCall> calls = Arrays.stream(sources).map(s -> call(s, deadlineMillis, "q")).toList();
    return fanOut
        .ask(calls, observed::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  SourceCall call(FakeSource source, long deadlineMillis, String question) {
    SearchRequest request =
        new SearchRequest(
            new Question(question),
            10,
            null,
            Deadline.after(Duration.ofMillis(deadlineMillis), timers::nanoTime),
            Uni.createFrom().failure(new IllegalStateException("no vector")),
            false);
    return new SourceCall(
        guarded.computeIfAbsent(source, guards::guard),
        request,
        source.settings().waitTime(),
        !source.settings().optional());
  }

  static List<String> statuses(UniAssertSubscriber<List<SourceReport>> asked) {
    return asked.assertCompleted().getItem().stream().map(r -> r.outcome().status()).toList();
  }
}
