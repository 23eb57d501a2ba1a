/**
 * Who may call: API keys, and where the server listens when there are none.
 *
 * <p>May use: {@code passage}, {@code guard}.
 *
 * <p>Start at {@link dev.tributary.access.AccessPolicy}.
 */
@NullMarked
package dev.tributary.access;

import org.jspecify.annotations.NullMarked;
