/**
 * The language everybody speaks: what is asked, what is found, how it is filtered and identified.
 *
 * <p>May use: {@code java.*}.
 *
 * <p>Start at {@link dev.tributary.passage.Passage}.
 */
@NullMarked
package dev.tributary.passage;

import org.jspecify.annotations.NullMarked;
