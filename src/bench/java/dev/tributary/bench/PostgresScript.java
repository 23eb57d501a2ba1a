package dev.tributary.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL logged of a search, as a call of its bare client. */
final class PostgresScript {
  private PostgresScript() {}

  static PgConnection connect(Vertx vertx, URI url) throws Exception {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url.toString()).setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options).toCompletionStage().toCompletableFuture().get();
  }

  /** A transaction: {@code {"begin", "statements": [{"sql", "values"}], "end"}}, pipelined. */
  static BareStores.Call of(PgConnection postgres, JsonObject script) {
    JsonArray statements = script.getJsonArray("statements");
    return () -> {
      List<Future<?>> all = new ArrayList<>();
      List<Future<RowSet<Row>>> answers = new ArrayList<>();
      all.add(postgres.query(script.getString("begin")).execute());
      for (int i = 0; i < statements.size(); i++) {
        JsonObject statement = statements.getJsonObject(i);
        answers.add(
            postgres
                .preparedQuery(statement.getString("sql"))
                .execute(parameters(statement.getJsonArray("values"))));
      }
      all.addAll(answers);
      all.add(postgres.query(script.getString("end")).execute());
      return Future.all(all).map(_ -> texts(answers));
    };
  }

  private static Tuple parameters(JsonArray values) {
    Tuple parameters = Tuple.tuple();
    values.forEach(value -> parameters.addValue(parameter(value)));
    return parameters;
  }

  private static Object parameter(Object value) {
    if (value instanceof JsonArray list) {
      Float[] floats = new Float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = list.getFloat(i);
      }
      return floats;
    }
    return value;
  }

  private static Buffer texts(List<Future<RowSet<Row>>> answers) {
    Buffer texts = Buffer.buffer();
    int left = 10;
    for (Row row : answers.getFirst().result()) {
      if (left-- > 0) {
        texts.appendString(row.getString(4));
      }
    }
    return texts;
  }
}
