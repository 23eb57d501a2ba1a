package dev.tributary.postgres;

import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * One statement with its parameters; values are only ever bound, never a part of the text.
 *
 * @param sql one command, with {@code $1}, {@code $2}, …
 * @param rows of parameters, which the client may change: it is executed once for each, so at least
 *     one
 */
public record Statement(String sql, List<Tuple> rows) {
  /** A statement that is executed once. */
  public static Statement of(String sql, Object... parameters) {
    return new Statement(sql, List.of(Tuple.from(parameters)));
  }

  /** A statement that is executed once. */
  public static Statement of(String sql, List<?> parameters) {
    return new Statement(sql, List.of(Tuple.from(parameters)));
  }
}
