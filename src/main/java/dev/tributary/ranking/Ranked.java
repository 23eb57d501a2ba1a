package dev.tributary.ranking;

import dev.tributary.passage.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One list out of many, and how it came about.
 *
 * @param passages best first, at most {@code topK} of the plan
 * @param candidates how many different passages were in the pool
 * @param scored how many of them were scored by every signal
 * @param signals that decided
 * @param model of the cosines, when there were any
 * @param degraded why the plan was not carried out in full (cosines left out, or no room to score
 *     the pool), in a sentence; null when it was
 * @param packed what became of the list when it was packed; null when it was not
 */
public record Ranked(
    List<RankedPassage> passages,
    int candidates,
    int scored,
    List<Signal> signals,
    @Nullable String model,
    @Nullable String degraded,
    @Nullable Packed packed) {
  public Ranked {
    passages = List.copyOf(passages);
    signals = List.copyOf(signals);
  }

  /** A list as it was ranked. */
  public Ranked(
      List<RankedPassage> passages,
      int candidates,
      int scored,
      List<Signal> signals,
      @Nullable String model,
      @Nullable String degraded) {
    this(passages, candidates, scored, signals, model, degraded, null);
  }
}
