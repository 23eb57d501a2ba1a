/**
 * Named lists become one: identity, pooled scoring and the other fusions, with contributions that
 * sum.
 *
 * <p>May use: {@code passage}, {@code text}, {@code embedding}, {@code guard}, {@code outbound}.
 *
 * <p>Start at {@link dev.tributary.ranking.Ranking}.
 */
@NullMarked
package dev.tributary.ranking;

import org.jspecify.annotations.NullMarked;
