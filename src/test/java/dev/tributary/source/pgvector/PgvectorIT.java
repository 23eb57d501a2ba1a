package dev.tributary.source.pgvector;

import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.source.FilterCases;
import dev.tributary.source.Source;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WritableSource;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The laws of a vector store against PostgreSQL and pgvector themselves. */
class PgvectorIT extends VectorStoreContract {
  private static PgvectorFixture tables;

  private AtomicInteger asked = new AtomicInteger();
  private String hanging = "";

  @BeforeAll
  static void connect() {
    tables = new PgvectorFixture();
  }

  @AfterAll
  static void close() {
    if (tables != null) {
      tables.close();
    }
  }

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    PgvectorSettings table = PgvectorFixture.settings(tables.address, collection, settings);
    AtomicInteger calls = new AtomicInteger();
    asked = calls;
    PostgresClient client = tables.client(table);
    return new PgvectorSource(
        table,
        (script, deadline) ->
            Uni.createFrom()
                .deferred(
                    () -> {
                      calls.incrementAndGet();
                      return client.run(script, deadline);
                    }));
  }

  @Override
  protected void drop(String collection) {
    tables.drop(collection);
  }

  @Override
  protected boolean touched() {
    return asked.get() > 0;
  }

  @Override
  protected List<String> filterKeys() {
    // PostgreSQL's text has no U+0000.
    return FilterCases.KEYS.stream().filter(key -> key.indexOf(0) < 0).toList();
  }

  @Override
  protected List<Object> filterValues() {
    return FilterCases.SCALARS.stream().filter(value -> !"\u0000".equals(value)).toList();
  }

  @Override
  protected Source unusable() {
    PostgresAddress known = tables.address;
    // A port that nothing listens on.
    PostgresAddress nobody =
        new PostgresAddress(
            known.host(),
            1,
            known.database(),
            known.user(),
            Optional.of(SECRET),
            known.sslMode(),
            null);
    return tables.open(PgvectorFixture.settings(nobody, "nowhere", settings()));
  }

  /** A row whose distance the server takes for ever to tell. */
  @Override
  protected Optional<Hanging> hanging() throws Exception {
    String view = newCollection();
    tables.sql(
        """
        CREATE VIEW %s AS SELECT 'd'::text AS document, 'text'::text AS text,
          ('[1' || repeat(',1', 63) || ']')::vector(64) AS embedding,
          (SELECT to_tsvector('river') FROM pg_sleep(60)) AS search\
        """
            .formatted(view));
    hanging = view;
    Source source = open(view, settings());
    return Optional.of(new Hanging(source, () -> tables.clients.sleeping(tables.address, view)));
  }

  @BeforeEach
  void noneHangs() {
    hanging = "";
  }

  @AfterEach
  void dropView() {
    if (!hanging.isEmpty()) {
      tables.sql("DROP VIEW IF EXISTS " + hanging);
    }
  }
}
