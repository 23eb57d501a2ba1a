/**
 * Small parts for whoever awaits something: deadline, timers, limiter, breaker, budget.
 *
 * <p>May use: {@code java.*}, Mutiny, Micrometer and OpenTelemetry API.
 *
 * <p>Start at {@link dev.tributary.guard.Deadline}.
 */
@NullMarked
package dev.tributary.guard;

import org.jspecify.annotations.NullMarked;
