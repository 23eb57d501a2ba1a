package dev.tributary.ranking.rerank;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import dev.tributary.ranking.Reranker;
import dev.tributary.text.Cut;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Any judge as a {@link Reranker}: within its time, behind a breaker, and measured by the timer
 * {@code tributary.reranking.duration} with the tags {@code model} and {@code status} ({@code ok},
 * {@code cancelled}, or the reason of the failure).
 *
 * <p>A call that was cut off at the reranker's own {@code wait} counts as bad; one that the request
 * left less time, or that was cancelled, or that the server found wrong, says nothing about the
 * reranker. A refused key opens the breaker at once.
 */
final class GuardedReranker implements Reranker {
  private static final String DURATION = "tributary.reranking.duration";
  private static final Duration CHECK = Duration.ofSeconds(30);

  private final RerankerSettings settings;
  private final Judge judge;
  private final Breaker breaker;
  private final Timers timers;
  private final MeterRegistry registry;

  GuardedReranker(RerankerSettings settings, Judge judge, Timers timers, MeterRegistry registry) {
    this.settings = settings;
    this.judge = judge;
    this.breaker = new Breaker(timers);
    this.timers = timers;
    this.registry = registry;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Duration waitTime() {
    return settings.waitTime();
  }

  @Override
  public int topN() {
    return settings.topN();
  }

  @Override
  public boolean isLocal() {
    return judge.isLocal();
  }

  @Override
  public Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Breaker.Pass pass = breaker.admit();
              return pass == null
                  ? Uni.createFrom().failure(this::notAsked)
                  : judged(question, texts, deadline, pass);
            });
  }

  @Override
  public Uni<Void> check() {
    return limited("check", List.of("check"), CHECK).replaceWithVoid();
  }

  private Uni<List<Relevance>> judged(
      String question, List<String> texts, Deadline deadline, Breaker.Pass pass) {
    Timer.Sample sample = Timer.start(registry);
    Duration left = deadline.cap(settings.waitTime());
    boolean wholeWait = left.equals(settings.waitTime());
    return limited(question, texts, left)
        .onTermination()
        .invoke(
            (_, failure, cancelled) -> {
              pass.end(verdict(failure, cancelled, wholeWait));
              sample.stop(
                  registry.timer(DURATION, "model", name(), "status", status(failure, cancelled)));
            });
  }

  private Uni<List<Relevance>> limited(String question, List<String> texts, Duration left) {
    List<String> read = texts.stream().map(t -> Cut.to(settings.maxCharacters(), t)).toList();
    Deadline end = Deadline.after(left, timers::nanoTime);
    return TimeLimit.of(
            // Also one that throws is to end at the breaker, which would wait for it for ever.
            Uni.createFrom().deferred(() -> judge.judge(question, read, end)),
            left,
            timers,
            () -> failure(Reason.TIMEOUT, "did not answer within " + left.toMillis() + " ms", null))
        .onFailure()
        .transform(this::told);
  }

  private Throwable told(Throwable failure) {
    if (!(failure instanceof RerankException known)) {
      String why = failure.getMessage();
      return failure(
          Reason.UNAVAILABLE,
          "failed: " + (why == null ? failure.getClass().getSimpleName() : why),
          failure);
    }
    String message = String.valueOf(known.getMessage());
    return message.startsWith(who())
        ? known
        : new RerankException(known.reason(), who() + message, known.retryAfter(), known);
  }

  private RerankException notAsked() {
    return failure(
        Reason.BREAKER_OPEN,
        "is not asked for another %d ms, since it failed too often"
            .formatted(breaker.remaining().toMillis()),
        null);
  }

  private RerankException failure(Reason reason, String what, @Nullable Throwable cause) {
    return new RerankException(reason, who() + what, null, cause);
  }

  private String who() {
    return "reranker \"" + name() + "\": ";
  }

  private static Breaker.Verdict verdict(
      @Nullable Throwable failure, boolean cancelled, boolean wholeWait) {
    if (cancelled) {
      return new Breaker.Verdict.Nothing();
    }
    if (!(failure instanceof RerankException error)) {
      return new Breaker.Verdict.Well();
    }
    Duration pause = error.retryAfter();
    return switch (error.reason()) {
      case TIMEOUT -> wholeWait ? new Breaker.Verdict.Bad() : new Breaker.Verdict.Nothing();
      case UNAVAILABLE, PROTOCOL -> new Breaker.Verdict.Bad();
      case RATE_LIMITED ->
          pause == null || pause.isZero()
              ? new Breaker.Verdict.Bad()
              : new Breaker.Verdict.Closed(pause);
      case AUTH -> new Breaker.Verdict.Closed(Breaker.LONGEST_OPEN);
      // A queue that is full here says nothing about who was not asked for it: ADR 4.
      case OVERLOADED, REFUSED, BREAKER_OPEN -> new Breaker.Verdict.Nothing();
    };
  }

  private static String status(@Nullable Throwable failure, boolean cancelled) {
    if (cancelled) {
      return "cancelled";
    }
    return failure instanceof RerankException error
        ? error.reason().name().toLowerCase(Locale.ROOT)
        : "ok";
  }

  @Override
  public String toString() {
    return "Reranker(" + settings + ")";
  }
}
