/**
 * Real answers of an API, recorded into a file once and replayed in tests.
 *
 * <p>May use: {@code outbound}.
 *
 * <p>Start at {@link dev.tributary.source.http.recorded.RecordedApi}.
 */
@NullMarked
package dev.tributary.source.http.recorded;

import org.jspecify.annotations.NullMarked;
