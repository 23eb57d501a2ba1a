/**
 * The use case: plan, fan out, rank, report.
 *
 * <p>May use: {@code fanout}, {@code ranking}, {@code embedding}, {@code source} (the SPI, no
 * kind), {@code text}, {@code guard}, {@code passage}.
 *
 * <p>Start at {@link dev.tributary.retrieval.Retriever}.
 */
@NullMarked
package dev.tributary.retrieval;

import org.jspecify.annotations.NullMarked;
