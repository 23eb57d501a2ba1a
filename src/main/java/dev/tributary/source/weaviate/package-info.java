/**
 * Kind {@code weaviate}: collections of Weaviate over its REST and GraphQL APIs.
 *
 * <p>May use: {@code source}, {@code source.http}, {@code outbound}, {@code passage}, Jackson.
 *
 * <p>Start at {@link dev.tributary.source.weaviate.WeaviateSource}.
 */
@NullMarked
package dev.tributary.source.weaviate;

import org.jspecify.annotations.NullMarked;
