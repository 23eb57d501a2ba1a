/**
 * Rerankers by configuration: servers that speak one of the usual dialects, and networks in this
 * process, each behind its own time limit and breaker.
 *
 * <p>May use: {@code ranking}, {@code text}, {@code embedding}, {@code guard}, {@code outbound}.
 *
 * <p>Start at {@link dev.tributary.ranking.rerank.GuardedReranker}.
 */
@NullMarked
package dev.tributary.ranking.rerank;

import org.jspecify.annotations.NullMarked;
