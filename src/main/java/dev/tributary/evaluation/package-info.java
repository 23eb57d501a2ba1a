/**
 * How good the answers are, on questions with judgments: per source, per way to rank, per language,
 * and without each source.
 *
 * <p>May use: {@code retrieval}, {@code ranking}, {@code passage}, {@code guard}, {@code text} (the
 * guess of a language), values of {@code fanout}.
 *
 * <p>Start at {@link dev.tributary.evaluation.Evaluator}.
 */
@NullMarked
package dev.tributary.evaluation;

import org.jspecify.annotations.NullMarked;
