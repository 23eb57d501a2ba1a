/**
 * Kind {@code milvus}: collections of Milvus over its REST API, version 2.
 *
 * <p>May use: {@code source}, {@code source.http}, {@code outbound}, {@code passage}, Jackson.
 *
 * <p>Start at {@link dev.tributary.source.milvus.MilvusSource}.
 */
@NullMarked
package dev.tributary.source.milvus;

import org.jspecify.annotations.NullMarked;
