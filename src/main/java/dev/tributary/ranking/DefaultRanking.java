package dev.tributary.ranking;

import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.LatencyBuckets;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.Candidate.Copy;
import dev.tributary.ranking.RankingPlan.Cosine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline: lists → pool → scores → the best.
 *
 * <p>Methods that look at each list alone take microseconds for a usual answer and run where they
 * are subscribed to. {@code pooled} and near-duplicates read text, so they have threads of their
 * own. When those have no room, or the deadline comes first, the answer is ranked by {@code rrf},
 * near-duplicates are kept, and it says so: a late answer is none.
 */
@ApplicationScoped
class DefaultRanking implements Ranking {
  /** Kept for scoring, of what remains when the last vector may come. */
  private static final Duration SCORING = Duration.ofMillis(20);

  /** Lists with more text are merged on a thread of their own. */
  private static final int MOST_CHARACTERS_INLINE = 256_000;

  /** What an event loop reads of one list while others are awaited; more waits for the ranking. */
  private static final int MOST_CHARACTERS_AHEAD = 32_000;

  /** Kept for falling back. */
  private static final Duration FALLBACK = Duration.ofMillis(2);

  private final PassageTexts texts = new PassageTexts(PassageTexts.DEFAULT_CHARACTERS);
  private final RankingThreads threads;
  private final Cosines cosines;
  private final Packer packer;
  private final MeterRegistry meters;
  private final Map<FusionMethod, Timer> durations = new ConcurrentHashMap<>();
  private final Timers timers;

  @Inject
  DefaultRanking(Embedders embedders, RankingConfig config, Timers timers, MeterRegistry meters) {
    this(embedders, config.model(), timers, meters, RankingThreads.forThisMachine());
  }

  DefaultRanking(
      Embedders embedders,
      String model,
      Timers timers,
      MeterRegistry meters,
      RankingThreads threads) {
    this.packer = new Packer(model, embedders, threads, timers);
    this.cosines = new Cosines(embedders, timers);
    this.timers = timers;
    this.meters = meters;
    this.threads = threads;
  }

  @Override
  public void prepare(SourceList list, RankingPlan plan) {
    if (list.characters() > MOST_CHARACTERS_AHEAD) {
      return;
    }
    List<Copy> copies = list.copies(texts);
    if (plan.method() == FusionMethod.POOLED
        && !copies.stream().allMatch(copy -> copy.text().isAnalysed())) {
      threads.whenIdle(() -> copies.forEach(copy -> copy.text().analyseAhead()));
    }
  }

  @Override
  public Uni<Ranked> rank(
      Question question,
      List<SourceList> lists,
      RankingPlan plan,
      Uni<Vector> vector,
      Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long start = timers.nanoTime();
              return (plan.method() == FusionMethod.POOLED
                      ? inTime(
                          pooled(question, lists, plan, vector, deadline), lists, plan, deadline)
                      : fusedWhereItFits(lists, plan, deadline))
                  .invoke(_ -> record(plan.method(), timers.nanoTime() - start));
            });
  }

  @Override
  public Uni<Ranked> pack(Ranked ranked, int topK, Packing packing, Deadline deadline) {
    return packing.isPlain()
        ? Uni.createFrom().item(ranked)
        : packer.pack(ranked, topK, packing, deadline);
  }

  private Uni<Ranked> inTime(
      Uni<Ranked> ranked, List<SourceList> lists, RankingPlan plan, Deadline deadline) {
    return TimeLimit.of(
            ranked, before(deadline, FALLBACK).remaining(), timers, DefaultRanking::late)
        .onFailure(UnscoredException.class)
        .recoverWithUni(e -> threads.spare(() -> lightly(lists, plan, e.getMessage())));
  }

  /** What one thread can do for all that find no other: words are not looked at. */
  private Ranked lightly(List<SourceList> lists, RankingPlan plan, String why) {
    boolean pooled = plan.method() == FusionMethod.POOLED;
    return fused(
        lists,
        pooled ? FusionMethod.RRF : plan.method(),
        plan.keepingNearDuplicates(),
        why
            + (pooled ? "; ranked by rrf" : "")
            + (plan.mergesNearDuplicates() ? "; near-duplicates kept" : ""));
  }

  private Uni<Ranked> pooled(
      Question question,
      List<SourceList> lists,
      RankingPlan plan,
      Uni<Vector> vector,
      Deadline deadline) {
    String model = plan.model();
    if (plan.cosine() == Cosine.NONE || model == null) {
      return threads.run(() -> words(question, lists, plan).ranked(plan.topK(), null));
    }
    Deadline vectorsBy = before(deadline, SCORING);
    return cosines
        .ofQuestion(vector, model, vectorsBy)
        .chain(
            asked ->
                plan.cosine() == Cosine.ALL
                    ? threads.run(() -> byAllCosines(question, asked, lists, plan))
                    : threads
                        .run(() -> words(question, lists, plan))
                        .chain(words -> byBestCosines(words, asked, plan.topK(), vectorsBy)))
        .onFailure(NoCosineException.class)
        .recoverWithUni(
            e ->
                threads.run(
                    () -> words(question, lists, plan).ranked(plan.topK(), e.getMessage())));
  }

  private Pool pool(List<SourceList> lists, RankingPlan plan) {
    Pool pool = Pool.of(lists, texts);
    return plan.mergesNearDuplicates() ? pool.withoutNearDuplicates() : pool;
  }

  private PooledWords words(Question question, List<SourceList> lists, RankingPlan plan) {
    return PooledWords.of(question, pool(lists, plan));
  }

  private Ranked byAllCosines(
      Question question, Vector asked, List<SourceList> lists, RankingPlan plan) {
    Pool pool = pool(lists, plan);
    double[] cosines = Cosines.atHand(asked, pool.candidates());
    List<Scored> best =
        PooledScoring.of(question, pool)
            .byCosine(cosines, PooledScoring.cosineWeight(asked.model()));
    return Scored.ranked(best, plan.topK(), best.size(), asked.model(), null);
  }

  private Uni<Ranked> byBestCosines(PooledWords words, Vector asked, int topK, Deadline deadline) {
    PooledScoring head = words.head();
    return cosines
        .computed(asked, head.candidates(), deadline)
        .map(found -> words.ranked(topK, head, found, asked.model()))
        .onFailure(NoCosineException.class)
        .recoverWithItem(e -> words.ranked(topK, e.getMessage()));
  }

  private Ranked fused(
      List<SourceList> lists, FusionMethod method, RankingPlan plan, @Nullable String degraded) {
    Pool pool = pool(lists, plan);
    List<Scored> scored = new ArrayList<>(Fusion.of(method, plan.k()).score(pool));
    scored.sort(Scored.BEST_FIRST);
    return Scored.ranked(scored, plan.topK(), scored.size(), null, degraded);
  }

  // Telling copies apart hashes every text: some microseconds for a usual answer, too long for an
  // event loop when many sources return long texts. Near-duplicates take milliseconds.
  private Uni<Ranked> fusedWhereItFits(
      List<SourceList> lists, RankingPlan plan, Deadline deadline) {
    Callable<Ranked> work = () -> fused(lists, plan.method(), plan, null);
    if (plan.mergesNearDuplicates()) {
      return inTime(threads.run(work), lists, plan, deadline);
    }
    return characters(lists) <= MOST_CHARACTERS_INLINE
        ? Uni.createFrom().item(() -> fused(lists, plan.method(), plan, null))
        : threads.spare(work);
  }

  private static long characters(List<SourceList> lists) {
    long sum = 0;
    for (SourceList list : lists) {
      sum += list.characters();
    }
    return sum;
  }

  private static UnscoredException late() {
    return new UnscoredException("the ranking had no time left");
  }

  private void record(FusionMethod method, long nanos) {
    durations
        .computeIfAbsent(
            method,
            m ->
                Timer.builder("tributary.ranking.duration")
                    .description("From the last list to the merged one")
                    .tag("method", m.wireName())
                    .serviceLevelObjectives(LatencyBuckets.bounds())
                    .register(meters))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A deadline that keeps a reserve, but at most half of what remains. */
  private static Deadline before(Deadline deadline, Duration reserve) {
    Duration half = deadline.remaining().dividedBy(2);
    return deadline.minus(half.compareTo(reserve) < 0 ? half : reserve);
  }

  @PreDestroy
  void stop() {
    threads.close();
  }
}
