package dev.tributary.source.sql;

import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.Statement;
import dev.tributary.source.Document;
import dev.tributary.source.Source;
import dev.tributary.source.SourceContract;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The laws of every source, kept by a query on PostgreSQL. */
class SqlIT extends SourceContract {
  private static final String TABLE = "sql_" + UUID.randomUUID().toString().substring(0, 8);

  /** Any of the words, whatever else stands in the question. */
  private static final String QUERY =
      """
      SELECT id, title, url, text, lang AS language, year, ts_rank(to_tsvector('simple', text), words) AS score
      FROM %s, websearch_to_tsquery('simple', regexp_replace({question}, '\\s+', ' or ', 'g')) AS words
      WHERE to_tsvector('simple', text) @@ words
      ORDER BY score DESC, id
      LIMIT {limit};\
      """
          .formatted(TABLE);

  private static SqlFixture queries;

  private AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void fill() {
    queries = new SqlFixture();
    queries.sql(
        "CREATE TABLE "
            + TABLE
            + " (id text, title text, url text, text text, lang text, year int)");
    for (Document one : DOCUMENTS) {
      queries.clients.run(
          queries.address,
          Statement.of(
              "INSERT INTO " + TABLE + " VALUES ($1, $2, $3, $4, $5, $6)",
              one.id(),
              one.title(),
              one.url(),
              one.text(),
              one.language(),
              one.metadata().get("year")));
    }
  }

  @AfterAll
  static void drop() {
    if (queries != null) {
      queries.sql("DROP TABLE IF EXISTS " + TABLE);
      queries.close();
    }
  }

  @Override
  protected Source healthy() {
    AtomicInteger calls = new AtomicInteger();
    asked = calls;
    PostgresClient client = queries.client(queries.address);
    return SqlFixture.source(
        queries.address,
        QUERY,
        (script, deadline) ->
            Uni.createFrom()
                .deferred(
                    () -> {
                      calls.incrementAndGet();
                      return client.run(script, deadline);
                    }));
  }

  @Override
  protected Source unusable() {
    PostgresAddress known = queries.address;
    PostgresAddress nobody =
        new PostgresAddress(
            known.host(),
            1,
            known.database(),
            known.user(),
            Optional.of(SECRET),
            known.sslMode(),
            null);
    return SqlFixture.source(nobody, QUERY, queries.client(nobody));
  }

  @Override
  protected Optional<Hanging> hanging() {
    String mark = "hanging_" + TABLE;
    Source source =
        queries.source("SELECT {question} AS text, '" + mark + "' AS id FROM pg_sleep(60)");
    return Optional.of(new Hanging(source, () -> queries.clients.sleeping(queries.address, mark)));
  }

  @Override
  protected boolean touched() {
    return asked.get() > 0;
  }
}
