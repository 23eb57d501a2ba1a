/**
 * PostgreSQL on the wire: connections without a queue, one round trip for a transaction, a cancel
 * that ends the statement on the server. For all kinds that ask it.
 *
 * <p>May use: {@code source}, {@code guard}, {@code outbound}, Vert.x, Netty, Jackson, Micrometer.
 *
 * <p>Start at {@link dev.tributary.postgres.PostgresClient}.
 */
@NullMarked
package dev.tributary.postgres;

import org.jspecify.annotations.NullMarked;
