/**
 * The one way out: HTTP calls with a deadline, a body cap, no surprise redirects, and a cancel that
 * reaches the wire.
 *
 * <p>May use: {@code guard}, Vert.x.
 *
 * <p>Start at {@link dev.tributary.outbound.HttpCaller}.
 */
@NullMarked
package dev.tributary.outbound;

import org.jspecify.annotations.NullMarked;
