/**
 * Kind {@code chroma}: collections of Chroma over its REST API, version 2.
 *
 * <p>May use: {@code source}, {@code source.http}, {@code outbound}, {@code passage}, Jackson.
 *
 * <p>Start at {@link dev.tributary.source.chroma.ChromaSource}.
 */
@NullMarked
package dev.tributary.source.chroma;

import org.jspecify.annotations.NullMarked;
