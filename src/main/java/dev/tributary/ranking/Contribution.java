package dev.tributary.ranking;

import dev.tributary.passage.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What one signal added to a passage's score. The parts of a passage sum to its score.
 *
 * @param source whose list it comes from; null for a signal over the whole pool
 * @param rank in that list, from 1
 * @param rawScore before it was normalised and weighted; for {@code rank} and {@code source_rank}
 *     the source's own score, where it gave one
 * @param signal what counted
 * @param weight it was multiplied by
 * @param part what it added
 */
public record Contribution(
    @Nullable String source,
    @Nullable Integer rank,
    @Nullable Double rawScore,
    Signal signal,
    double weight,
    double part) {}
