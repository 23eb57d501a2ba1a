/**
 * Documents are read, split, embedded and written to the sources that are filled from
 * configuration, in the background.
 *
 * <p>May use: {@code source}, {@code embedding}, {@code text}, {@code guard}, {@code passage}.
 *
 * <p>Start at {@link dev.tributary.ingestion.Loader}.
 */
@NullMarked
package dev.tributary.ingestion;

import org.jspecify.annotations.NullMarked;
