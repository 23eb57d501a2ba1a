/**
 * Small parts for whoever awaits something: deadline, timers, limiter, breaker, budget; and the two
 * that whoever is configured needs: durations and the word for a wrong value.
 *
 * <p>May use: {@code java.*}, Mutiny, Micrometer and OpenTelemetry API, configuration.
 *
 * <p>Start at {@link dev.tributary.guard.Deadline}.
 */
@NullMarked
package dev.tributary.guard;

import org.jspecify.annotations.NullMarked;
