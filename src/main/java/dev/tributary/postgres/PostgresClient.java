package dev.tributary.postgres;

import dev.tributary.guard.Deadline;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;

/**
 * Asks one database; made by {@link PostgresClients}.
 *
 * <p>Begin, settings, statements and end go out together, so that a transaction takes one round
 * trip (and another one, on a new connection, for each statement that the server has not parsed
 * yet). Each statement is given what remains of the deadline as {@code statement_timeout}.
 * Cancelling the Uni cancels the statement on the server. Nothing queues here: a call has a
 * connection at once or fails with OVERLOADED.
 */
public interface PostgresClient {
  /**
   * Runs a script at subscription, all of it or nothing; fails with {@link SourceException} alone.
   *
   * @return the rows of each statement, in order; of one with several rows of parameters those of
   *     the first
   */
  Uni<List<RowSet<Row>>> run(Script script, Deadline deadline);
}
