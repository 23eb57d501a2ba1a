/**
 * The embedded index: BM25 and vectors in one Lucene index, fused, on disk or in memory.
 *
 * <p>May use: {@code source}, {@code passage}, {@code guard}, {@code text}, Lucene.
 *
 * <p>Start at {@link dev.tributary.source.lucene.LuceneSource}.
 */
@NullMarked
package dev.tributary.source.lucene;

import org.jspecify.annotations.NullMarked;
