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
 * @param degraded why the plan's cosines were left out, in a sentence; null when the plan was
 *     carried out
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
