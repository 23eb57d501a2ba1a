/**
 * The SPI: what a source is, and the laws that every source keeps.
 *
 * <p>May use: {@code passage}, {@code guard}, {@code text}.
 *
 * <p>Start at {@link dev.tributary.source.Source}; a vector store at {@link
 * dev.tributary.source.StoreConfig} and {@link dev.tributary.source.StoredChunk}.
 */
@NullMarked
package dev.tributary.source;

import org.jspecify.annotations.NullMarked;
