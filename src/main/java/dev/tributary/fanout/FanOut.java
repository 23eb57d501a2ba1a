package dev.tributary.fanout;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Timers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks all chosen sources at the same time.
 *
 * <p>Each source's end is a value, so the join cannot fail and no success is lost. The answer is
 * there when every mandatory source has ended; an optional one that has not is cancelled then. When
 * all are optional, all are mandatory. Who listens is told of each end as it comes: a stream is the
 * same fan-out with someone listening.
 */
@Singleton
public class FanOut {
  private final Timers timers;
  private final FanOutConfig config;

  public FanOut(Timers timers, FanOutConfig config) {
    this.timers = timers;
    this.config = config;
    if (!(config.minCoverage() > 0 && config.minCoverage() <= 1)) {
      throw new BadConfiguration(
          "tributary.fanout.min-coverage",
          String.valueOf(config.minCoverage()),
          "above 0, at most 1");
    }
    if (!(config.lateShare() >= 0 && config.lateShare() <= 1)) {
      throw new BadConfiguration(
          "tributary.fanout.late-share", String.valueOf(config.lateShare()), "0 to 1");
    }
  }

  /**
   * One report a call, in the order of the calls; cannot fail. Ends on the thread of the last
   * source's end: the caller goes back to its own context.
   */
  public Uni<List<SourceReport>> ask(List<SourceCall> calls, Consumer<SourceReport> observer) {
    if (calls.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    boolean allOptional = calls.stream().noneMatch(SourceCall::mandatory);
    List<SourceCall> effective =
        allOptional ? calls.stream().map(SourceCall::asMandatory).toList() : calls;
    return Uni.createFrom().deferred(() -> askNow(effective, observer));
  }

  private Uni<List<SourceReport>> askNow(List<SourceCall> calls, Consumer<SourceReport> observer) {
    Closing closing = new Closing(calls, timers, config);
    List<Uni<SourceReport>> asked = new ArrayList<>(calls.size());
    for (SourceCall call : calls) {
      asked.add(
          Wordings.ask(call, closing.cutOf(call))
              .invoke(
                  ended -> {
                    observer.accept(ended);
                    if (call.mandatory()) {
                      closing.ended(ended);
                    }
                  }));
    }
    return Uni.combine().all().unis(asked).with(SourceReport.class, reports -> reports);
  }
}
