package dev.tributary.source.sql;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.postgres.Clients;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.PostgresServer;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queries on the real server. */
final class SqlFixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);
  private static final String CONTRACT = SqlConfig.PREFIX + ".\"contract\".";

  final Clients clients = new Clients();
  final PostgresAddress address = Clients.address(PostgresServer.shared());

  Source source(String query) {
    return source(address, query, client(address));
  }

  static Source source(PostgresAddress address, String query, PostgresClient client) {
    SqlConfig.Columns columns =
        config(Map.of(CONTRACT + "query", query)).sources().get("contract").columns();
    return new SqlSource(
        "contract",
        address,
        SourceSettings.DEFAULTS,
        BoundQuery.of("query", query),
        new RowMapping("contract", columns),
        client);
  }

  PostgresClient client(PostgresAddress of) {
    return clients.of(of, SourceSettings.DEFAULTS.permits());
  }

  static SqlConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
        .withMapping(SqlConfig.class)
        .build()
        .getConfigMapping(SqlConfig.class);
  }

  static Found ask(Source source, String question, int limit) {
    return source
        .search(
            new SearchRequest(
                new Question(question),
                limit,
                null,
                Deadline.after(LONG),
                Uni.createFrom().failure(() -> new IllegalStateException("no vectors here")),
                false))
        .await()
        .atMost(LONG);
  }

  List<String> sql(String sql) {
    return clients.sql(address, sql);
  }

  @Override
  public void close() {
    clients.close();
  }
}
