package dev.tributary.evaluation;

import dev.tributary.guard.Limiter;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.Timers;
import dev.tributary.retrieval.Gatherer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Evaluates: how good the answers of this server are on questions with judgments.
 *
 * <ol>
 *   <li>Each question's sources are asked once, some questions at a time, in turn with batches.
 *   <li>What they answered is ranked again in each way, and without each source; the passages are
 *       let go, numbers are kept.
 *   <li>Averages, percentiles, significance and weights are worked out of those.
 * </ol>
 */
@Singleton
public class Evaluator {
  private final Gatherer gatherer;
  private final Limiter one;

  public Evaluator(Gatherer gatherer, Timers timers) {
    this.gatherer = gatherer;
    this.one = new Limiter(1, 0, timers);
  }

  /**
   * Evaluates, one evaluation at a time.
   *
   * <p>Lazy; cancelling it cancels all that runs. Never blocks the caller's thread. Fails with
   * {@link EvaluationRunningException}, or with {@link dev.tributary.retrieval.RetrievalException}
   * when the questions cannot be asked so.
   *
   * @param progress told how many questions are answered, in any thread
   */
  public Uni<Report> evaluate(Evaluation evaluation, IntConsumer progress) {
    return one.limit(Uni.createFrom().deferred(() -> run(evaluation, progress)), _ -> {})
        .onFailure(LimiterFullException.class)
        .transform(_ -> new EvaluationRunningException());
  }

  private Uni<Report> run(Evaluation evaluation, IntConsumer progress) {
    AtomicInteger answered = new AtomicInteger();
    return Multi.createFrom()
        .iterable(evaluation.collection().questions())
        .onItem()
        .transformToUni(
            question ->
                new Asking(gatherer, worker(), evaluation, question)
                    .run()
                    .invoke(_ -> progress.accept(answered.incrementAndGet())))
        .merge(evaluation.concurrency())
        .collect()
        .asList()
        .chain(all -> working(unwanted -> report(evaluation, all, unwanted)));
  }

  private static Report report(
      Evaluation evaluation, List<Answered> answered, BooleanSupplier unwanted) {
    List<Answered> inOrder =
        answered.stream().sorted(Comparator.comparing(a -> a.question().id())).toList();
    return new Summary(evaluation, inOrder, unwanted).report();
  }

  private static Executor worker() {
    return Infrastructure.getDefaultExecutor();
  }

  /** Does work on a thread that may be blocked; it is told when nobody waits for it any more. */
  private static <T> Uni<T> working(Function<BooleanSupplier, T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              AtomicBoolean over = new AtomicBoolean();
              emitter.onTermination(() -> over.set(true));
              worker()
                  .execute(
                      () -> {
                        T result;
                        try {
                          result = work.apply(over::get);
                        } catch (CancellationException _) {
                          return;
                        } catch (RuntimeException | Error e) {
                          // Else no evaluation would ever run again.
                          emitter.fail(e);
                          return;
                        }
                        emitter.complete(result);
                      });
            });
  }
}
