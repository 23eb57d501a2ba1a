package dev.tributary.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can happen to a server and to a call, on a server of this test's own. */
@Timeout(120)
class PostgresFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PERMITS = 2;
  private static final int MAX_CONNECTIONS = 20;

  private static PostgresServer server;

  private Clients clients;
  private PostgresClient client;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.ofOneTest("max_connections = " + MAX_CONNECTIONS);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() {
    clients = new Clients();
    client = clients.of(server.address(), PERMITS);
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void server_that_is_killed_fails_its_call_and_is_used_again_when_it_is_back() throws IOException {
    var call = subscribed(sleep(LONG));
    eventually(() -> sleeping() == 1);
    server.kill();
    assertThat(failure(call)).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure(subscribed(one()))).isEqualTo(ErrorKind.UNAVAILABLE);
    server.restart();
    assertThat(await(one())).isEqualTo("1");
  }

  @Test
  void restart_between_two_calls_is_not_noticed() throws IOException {
    assertThat(await(one())).isEqualTo("1");
    server.kill();
    server.restart();
    assertThat(await(one())).isEqualTo("1");
  }

  @Test
  void frozen_server_does_not_keep_who_has_left() throws IOException {
    assertThat(await(one())).isEqualTo("1");
    server.freeze(true);
    try {
      for (int i = 0; i < 3 * PERMITS; i++) {
        var call = subscribed(one());
        call.assertNotTerminated();
        call.cancel();
      }
    } finally {
      server.freeze(false);
    }
    assertThat(await(one())).isEqualTo("1");
    eventually(() -> connected() <= PERMITS);
  }

  @Test
  void late_statement_is_ended_by_the_server_and_its_connection_lives() {
    assertThat(await(one())).isEqualTo("1");
    String process = await(run("SELECT pg_backend_pid()", LONG));
    assertThat(failure(subscribed(sleep(Duration.ofMillis(300))))).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(sleeping()).isZero();
    assertThat(await(run("SELECT pg_backend_pid()", LONG))).isEqualTo(process);
  }

  @Test
  void cancel_ends_the_statement_on_the_server_and_leaves_no_connection() {
    var call = subscribed(sleep(LONG));
    eventually(() -> sleeping() == 1);
    call.cancel();
    eventually(() -> sleeping() == 0 && connected() == 0);
    call.assertNotTerminated();
    assertThat(await(one())).isEqualTo("1");
  }

  @Test
  void cancel_never_ends_the_statement_of_the_next() {
    for (int i = 0; i < 50; i++) {
      var call = subscribed(run("SELECT pg_sleep(0.005)", LONG));
      LockSupport.parkNanos(i * 200_000L);
      call.cancel();
      assertThat(await(run("SELECT 1 FROM pg_sleep(0.005)", LONG))).isEqualTo("1");
    }
  }

  @Test
  void call_beyond_all_connections_is_refused_at_once() {
    List<UniAssertSubscriber<?>> calls = new ArrayList<>();
    for (int i = 0; i < PERMITS + 8; i++) {
      calls.add(subscribed(sleep(LONG)));
    }
    eventually(() -> sleeping() == PERMITS + 8);
    assertThat(failure(subscribed(one()))).isEqualTo(ErrorKind.OVERLOADED);
    calls.forEach(UniAssertSubscriber::cancel);
    assertThat(await(one())).isEqualTo("1");
    eventually(() -> connected() <= 1);
  }

  @Test
  void server_without_room_is_overloaded() {
    List<UniAssertSubscriber<?>> calls = new ArrayList<>();
    PostgresClient greedy = clients.of(server.address(), 2 * MAX_CONNECTIONS);
    for (int i = 0; i < MAX_CONNECTIONS + 5; i++) {
      calls.add(subscribed(run(greedy, "SELECT pg_sleep(30)", LONG)));
    }
    eventually(() -> calls.stream().anyMatch(call -> call.getFailure() != null));
    assertThat(calls)
        .filteredOn(call -> call.getFailure() != null)
        .allSatisfy(call -> assertThat(kind(call.getFailure())).isEqualTo(ErrorKind.OVERLOADED));
    calls.forEach(UniAssertSubscriber::cancel);
    eventually(
        () -> {
          try {
            return await(one()).equals("1");
          } catch (SourceException notYet) {
            return false;
          }
        });
  }

  @Test
  void wrong_password_is_told_without_it() {
    String wrong = "another-s3cr3t";
    PostgresClient stranger = clients.of(server.address("postgres", wrong), PERMITS);
    assertThatThrownBy(() -> await(run(stranger, "SELECT 1", LONG)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.AUTH))
        .hasMessageContaining("postgres")
        .message()
        .doesNotContain(wrong);
  }

  @Test
  void missing_password_is_told() {
    PostgresClient stranger = clients.of(server.address("postgres", ""), PERMITS);
    assertThatThrownBy(() -> await(run(stranger, "SELECT 1", LONG)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.AUTH))
        .hasMessageContaining("password");
  }

  @Test
  void answer_beyond_its_cap_is_cut_off() {
    Script large =
        new Script(
            true,
            List.of(),
            List.of(Statement.of("SELECT repeat('x', 100 * 1024 * 1024)")),
            1024 * 1024);
    assertThatThrownBy(() -> client.run(large, Deadline.after(LONG)).await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContaining("more than 1 MiB");
    eventually(() -> connected() == 0);
    assertThat(await(one())).isEqualTo("1");
  }

  @Test
  void missing_table_is_called_wrong_and_its_connection_lives() {
    String process = await(run("SELECT pg_backend_pid()", LONG));
    assertThatThrownBy(() -> await(run("SELECT 1 FROM nowhere", LONG)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContaining("nowhere");
    assertThat(await(run("SELECT pg_backend_pid()", LONG))).isEqualTo(process);
  }

  @Test
  void notice_of_the_server_is_no_line_in_the_log() {
    List<String> lines = new CopyOnWriteArrayList<>();
    ConsoleHandler log =
        new ConsoleHandler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }
        };
    Logger logger = Logger.getLogger(SocketConnectionBase.class.getName());
    logger.addHandler(log);
    try {
      // "word is too long to be indexed", says the server.
      assertThat(await(run("SELECT length(to_tsvector('english', repeat('x', 3000)))", LONG)))
          .isEqualTo("0");
    } finally {
      logger.removeHandler(log);
    }
    assertThat(lines).isEmpty();
  }

  private Uni<List<RowSet<Row>>> one() {
    return run("SELECT 1", LONG);
  }

  private Uni<List<RowSet<Row>>> sleep(Duration atMost) {
    return run("SELECT pg_sleep(30)", atMost);
  }

  private Uni<List<RowSet<Row>>> run(String sql, Duration atMost) {
    return run(client, sql, atMost);
  }

  private static Uni<List<RowSet<Row>>> run(PostgresClient client, String sql, Duration atMost) {
    return client.run(
        Script.reading(List.of(), List.of(Statement.of(sql))), Deadline.after(atMost));
  }

  private static <T> UniAssertSubscriber<T> subscribed(Uni<T> call) {
    return call.subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static String await(Uni<List<RowSet<Row>>> call) {
    return String.valueOf(call.await().atMost(LONG).getFirst().iterator().next().getValue(0));
  }

  private static ErrorKind failure(UniAssertSubscriber<?> call) {
    return kind(call.awaitFailure(LONG).getFailure());
  }

  private static ErrorKind kind(Throwable failure) {
    return ((SourceException) failure).kind();
  }

  private static int sleeping() {
    return count("wait_event = 'PgSleep'");
  }

  private static int connected() {
    return count("TRUE");
  }

  /** Of this test's connections, past the client. */
  private static int count(String condition) {
    return Integer.parseInt(
        server.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary' AND "
                + condition));
  }

  private static void eventually(BooleanSupplier holds) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within %s", LONG).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
