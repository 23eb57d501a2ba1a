package dev.tributary.source.pgvector;

import dev.tributary.bench.CostCase;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A real server, whose time is not counted. The bare client sends the same statements on one
 * connection, pipelined, and reads no row. {@code -Dcost.rows} says how many there are.
 */
public final class PgvectorCost implements CostCase {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String TABLE = "cost";
  private static final int HITS = 10;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final PgvectorFixture tables = new PgvectorFixture();
  private final PgvectorSource source;
  private final PgConnection connection;
  private final String begin;
  private final List<Statement> statements;

  /**
   * @param vectors whether the vectors of the hits are asked for
   */
  public PgvectorCost(boolean vectors) throws Exception {
    tables.drop(TABLE);
    source = tables.open(TABLE, settings());
    fill(Integer.getInteger("cost.rows", 200));
    SearchRequest request = request(vectors);
    source.search(request).await().atMost(LONG);
    PgvectorSettings settings = PgvectorFixture.settings(tables.address, TABLE, settings());
    TableSearch sql =
        new TableSearch(
            TableShape.of(
                settings, tables.clients.run(tables.address, TableShape.query(settings))));
    Vector question = request.vector().await().atMost(LONG);
    Script script = sql.best(QUESTION, question, null, HITS, vectors);
    statements = script.statements();
    StringBuilder all = new StringBuilder("BEGIN READ ONLY; SET LOCAL statement_timeout = 10000");
    script.settings().forEach(setting -> all.append("; SET LOCAL ").append(setting));
    begin = all.toString();
    connection = connect(tables.address);
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Object bare() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    all.add(connection.query(begin).execute());
    List<Future<RowSet<Row>>> answers = new ArrayList<>();
    for (Statement statement : statements) {
      Tuple parameters = Tuple.tuple(parameters(statement));
      answers.add(connection.preparedQuery(statement.sql()).execute(parameters));
    }
    all.addAll(answers);
    all.add(connection.query("ROLLBACK").execute());
    Future.all(all).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return answers;
  }

  /** The client changes those that it is given. */
  private static List<Object> parameters(Statement statement) {
    List<Object> parameters = new ArrayList<>();
    Tuple given = statement.rows().getFirst();
    for (int i = 0; i < given.size(); i++) {
      parameters.add(given.getValue(i));
    }
    return parameters;
  }

  @Override
  public void close() throws Exception {
    tables.drop(TABLE);
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    tables.close();
  }

  private PgConnection connect(PostgresAddress address) throws Exception {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password().orElse(""))
            .setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static StoreSettings settings() {
    return new StoreSettings(
        TABLE,
        new WritableSettings(
            "minilm-l6-v2-q", "en", LoadSettings.DEFAULT_CHUNK_SIZE, Optional.empty()),
        OptionalInt.of(Rehearsal.DIMENSIONS),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  private void fill(int rows) {
    Random random = new Random(1);
    List<ChunkedDocument> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      StringBuilder text = new StringBuilder(i % 10 == 0 ? "said of rivers " : "");
      while (text.length() < 1_000) {
        text.append("word").append(random.nextInt(500)).append(' ');
      }
      Map<String, Object> metadata = Map.of("year", 2000 + i % 25, "lang", "en", "nr", i);
      batch.add(
          new ChunkedDocument(
              new Document("d" + i, "Title " + i, null, text.toString(), "en", metadata),
              "hash",
              List.of(new ChunkedDocument.Chunk(text.toString(), vector(random)))));
    }
    source.write(batch).await().atMost(LONG);
  }

  private static Vector vector(Random random) {
    float[] values = new float[Rehearsal.DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Vector("minilm-l6-v2-q", values);
  }
}
