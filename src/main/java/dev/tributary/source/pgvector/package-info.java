/**
 * Tables of PostgreSQL with pgvector: nearest vectors and full text in one round trip, fused.
 *
 * <p>May use: {@code source}, {@code postgres}, {@code passage}, {@code guard}, {@code text},
 * Vert.x.
 *
 * <p>Start at {@link dev.tributary.source.pgvector.PgvectorSource}.
 */
@NullMarked
package dev.tributary.source.pgvector;

import org.jspecify.annotations.NullMarked;
