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
 */
public record Ranked(
    List<RankedPassage> passages,
    int candidates,
    int scored,
    List<Signal> signals,
    @Nullable String model,
    @Nullable String degraded) {
  public Ranked {
    passages = List.copyOf(passages);
    signals = List.copyOf(signals);
  }
}
