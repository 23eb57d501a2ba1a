package dev.tributary.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.AddressRule;
import io.vertx.core.Vertx;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients of servers in tests, and SQL past what is tested. */
public final class Clients implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final PostgresClients clients = new PostgresClients(vertx, new AddressRule(List.of()));

  public PostgresClient of(PostgresAddress address, int permits) {
    return clients.client(address, permits);
  }

  public PostgresClients all() {
    return clients;
  }

  /** The address of a URL with user and password in it. */
  public static PostgresAddress address(URI url) {
    String[] credential = url.getUserInfo().split(":", 2);
    return new PostgresAddress(
        url.getHost(),
        url.getPort() < 0 ? 5432 : url.getPort(),
        url.getPath().substring(1),
        credential[0],
        Optional.of(credential[1]),
        SslMode.DISABLE,
        null);
  }

  /** The first column of what a statement gives; null stands as "null". */
  public List<String> sql(PostgresAddress address, String sql) {
    List<String> lines = new ArrayList<>();
    run(address, Statement.of(sql)).forEach(row -> lines.add(String.valueOf(row.getValue(0))));
    return lines;
  }

  /** The rows of one statement. */
  public RowSet<Row> run(PostgresAddress address, Statement statement) {
    return of(address, 8)
        .run(Script.maintaining(false, List.of(statement)), Deadline.after(LONG))
        .await()
        .atMost(LONG)
        .getFirst();
  }

  /** How many statements with a word in them sleep on the server. */
  public int sleeping(PostgresAddress address, String word) {
    return Integer.parseInt(
        sql(
                address,
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event ="
                    + " 'PgSleep' AND query LIKE '%"
                    + word
                    + "%'")
            .getFirst());
  }

  @Override
  public void close() {
    clients.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(30, SECONDS).join();
  }
}
