package dev.tributary.ranking;

import dev.tributary.embedding.Embedders;
import dev.tributary.embedding.EmbeddingException;
import dev.tributary.embedding.TokenCounter;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Packs what was ranked, on a thread of its own, within the answer's time.
 *
 * <p>Never fails: when there is no time or no room for it, diversity is left out and tokens are
 * counted by characters, and {@link Ranked#degraded} says so. The share of a source and the bound
 * of the tokens hold in any case.
 */
final class Packer {
  /** Kept of the answer's time for doing without. */
  private static final Duration FALLBACK = Duration.ofMillis(2);

  private final String model;
  private final Optional<TokenCounter> counter;
  private final RankingThreads threads;
  private final Timers timers;

  /**
   * @param model whose tokenizer counts, if it is in this process
   */
  Packer(String model, Embedders embedders, RankingThreads threads, Timers timers) {
    this.model = model;
    this.counter = embedders.tokenCounter(model);
    this.threads = threads;
    this.timers = timers;
  }

  /** See {@link Ranking#pack}; the packing is not plain. */
  Uni<Ranked> pack(Ranked ranked, int topK, Packing packing, Deadline deadline) {
    return TimeLimit.of(
            threads.runWhileWanted(unwanted -> packed(ranked, topK, packing, unwanted)),
            deadline.minus(FALLBACK).remaining(),
            timers,
            () -> new UnscoredException("the packing had no time left"))
        .onFailure(UnscoredException.class)
        .recoverWithUni(e -> threads.spare(() -> withoutLikeness(ranked, topK, packing, e)));
  }

  private Ranked packed(Ranked ranked, int topK, Packing packing, BooleanSupplier unwanted) {
    if (counter.isEmpty()) {
      return with(
          ranked, Packs.byCharacters(ranked.passages(), topK, packing, unwanted).pack(), null);
    }
    try {
      return with(
          ranked,
          new Packs(ranked.passages(), topK, packing, counter.get()::count, model, unwanted).pack(),
          null);
    } catch (EmbeddingException e) {
      return with(
          ranked,
          Packs.byCharacters(ranked.passages(), topK, packing, unwanted).pack(),
          e.getMessage() + "; tokens counted by characters");
    }
  }

  private static Ranked withoutLikeness(
      Ranked ranked, int topK, Packing packing, Throwable reason) {
    Packing plainer =
        new Packing(
            packing.mergesNearDuplicates(),
            0,
            packing.maxPerSource(),
            packing.maxTokens(),
            packing.joinsChunks());
    return with(
        ranked,
        Packs.byCharacters(ranked.passages(), topK, plainer, () -> false).pack(),
        reason.getMessage() + "; packed without diversity, tokens counted by characters");
  }

  private static Ranked with(Ranked ranked, Packs.Result result, @Nullable String degraded) {
    return new Ranked(
        result.passages(),
        ranked.candidates(),
        ranked.scored(),
        ranked.signals(),
        ranked.model(),
        both(ranked.degraded(), degraded),
        result.packed());
  }

  private static @Nullable String both(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one + "; " + other;
  }
}
