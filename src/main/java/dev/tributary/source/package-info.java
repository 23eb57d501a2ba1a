/**
 * The SPI: what a source is, and the laws that every source keeps.
 *
 * <p>May use: {@code passage}, {@code guard}.
 *
 * <p>Start at {@link dev.tributary.source.Source}.
 */
@NullMarked
package dev.tributary.source;

import org.jspecify.annotations.NullMarked;
