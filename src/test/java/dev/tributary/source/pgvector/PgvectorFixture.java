package dev.tributary.source.pgvector;

import dev.tributary.postgres.Clients;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.PostgresServer;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import dev.tributary.source.pgvector.PgvectorConfig.VectorType;
import java.util.List;
import java.util.OptionalInt;

/** Tables of the real server. */
final class PgvectorFixture implements AutoCloseable {
  final Clients clients = new Clients();
  final PostgresAddress address;

  PgvectorFixture() {
    this(Clients.address(PostgresServer.shared()));
  }

  PgvectorFixture(PostgresAddress address) {
    this.address = address;
  }

  PgvectorSource open(String table, StoreSettings store) {
    return open(settings(address, table, store));
  }

  PgvectorSource open(PgvectorSettings settings) {
    return new PgvectorSource(settings, client(settings));
  }

  PostgresClient client(PgvectorSettings settings) {
    return clients.of(settings.address(), settings.store().source().permits());
  }

  static PgvectorSettings settings(PostgresAddress address, String table, StoreSettings store) {
    return new PgvectorSettings(
        store,
        address,
        TableName.of("table", table),
        "embedding",
        "search",
        "english",
        Distance.COSINE,
        VectorType.VECTOR,
        100,
        OptionalInt.empty(),
        IterativeScan.STRICT);
  }

  void drop(String table) {
    sql("DROP TABLE IF EXISTS " + table);
  }

  List<String> sql(String sql) {
    return clients.sql(address, sql);
  }

  @Override
  public void close() {
    clients.close();
  }
}
