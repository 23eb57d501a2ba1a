/**
 * Every chosen source at once, each behind its guard, under one deadline.
 *
 * <p>May use: {@code source}, {@code guard}, {@code passage}.
 *
 * <p>Start at {@link dev.tributary.fanout.FanOut}.
 */
@NullMarked
package dev.tributary.fanout;

import org.jspecify.annotations.NullMarked;
