/**
 * OpenSearch and Elasticsearch: one protocol in two dialects, words and vectors in one search.
 *
 * <p>May use: {@code source}, {@code source.http}, {@code passage}, {@code guard}, {@code
 * outbound}.
 *
 * <p>Start at {@link dev.tributary.source.opensearch.IndexSource}.
 */
@NullMarked
package dev.tributary.source.opensearch;

import org.jspecify.annotations.NullMarked;
