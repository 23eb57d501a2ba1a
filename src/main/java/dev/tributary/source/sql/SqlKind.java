package dev.tributary.source.sql;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClients;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes the configured queries. */
@ApplicationScoped
class SqlKind implements SourceKind {
  static final String NAME = "sql";

  private final SqlConfig config;
  private final PostgresClients clients;

  SqlKind(SqlConfig config, PostgresClients clients) {
    this.config = config;
    this.clients = clients;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    return SourceKind.inOrder(config.sources(), this::source);
  }

  private Source source(String name, SqlConfig.Query config) {
    String prefix = SqlConfig.PREFIX + ".\"" + name + "\"";
    String key = prefix + ".query";
    SourceSettings settings = SourceSettings.of(prefix, config, false);
    PostgresAddress address = PostgresAddress.of(prefix, config);
    BoundQuery query =
        BoundQuery.of(
            key,
            config
                .query()
                .orElseThrow(
                    () -> new BadConfiguration(key, "missing", "a SELECT with {question}")));
    return new SqlSource(
        name,
        address,
        settings,
        query,
        new RowMapping(name, config.columns()),
        clients.client(address, settings.permits()));
  }
}
