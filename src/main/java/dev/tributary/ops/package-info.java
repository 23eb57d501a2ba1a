/**
 * Running it: the configuration check, start and its failures, health, shutdown, telemetry.
 *
 * <p>May use: {@code retrieval}, {@code source} (the SPI, no kind), {@code embedding}, {@code
 * ranking}, {@code access}, {@code guard}, {@code passage}.
 *
 * <p>Start at {@link dev.tributary.ops.ConfigCheck}.
 */
@NullMarked
package dev.tributary.ops;

import org.jspecify.annotations.NullMarked;
