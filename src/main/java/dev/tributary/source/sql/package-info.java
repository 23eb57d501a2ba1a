/**
 * A question as a query on PostgreSQL: written by the operator, read-only, its rows are passages.
 *
 * <p>May use: {@code source}, {@code postgres}, {@code passage}, {@code guard}, Vert.x.
 *
 * <p>Start at {@link dev.tributary.source.sql.SqlSource}.
 */
@NullMarked
package dev.tributary.source.sql;

import org.jspecify.annotations.NullMarked;
