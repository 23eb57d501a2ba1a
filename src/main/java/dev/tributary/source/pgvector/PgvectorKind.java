package dev.tributary.source.pgvector;

import dev.tributary.postgres.PostgresClients;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes the configured tables. */
@ApplicationScoped
class PgvectorKind implements SourceKind {
  static final String NAME = "pgvector";

  private final PgvectorConfig config;
  private final PostgresClients clients;

  PgvectorKind(PgvectorConfig config, PostgresClients clients) {
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

  private Source source(String name, PgvectorConfig.Table table) {
    PgvectorSettings settings = PgvectorSettings.of(name, table);
    return new PgvectorSource(
        settings, clients.client(settings.address(), settings.store().source().permits()));
  }
}
