package dev.tributary.postgres;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One script on its way. Its steps run on the event loop of its connection; only a cancel may come
 * from another thread, and only the {@link #stage} is shared with it.
 */
final class Exchange {
  /** The server ends a late statement itself shortly before we would, and the connection lives. */
  private static final long RESERVE_MILLIS = 20;

  private final Connections connections;
  private final Script script;
  private final Deadline deadline;
  private final UniEmitter<? super List<RowSet<Row>>> emitter;
  private final Stage waiting = new Stage.Waiting();
  private final AtomicReference<Stage> stage = new AtomicReference<>(waiting);
  private final List<RowSet<Row>> rows = new ArrayList<>();
  private @Nullable Throwable failure;
  private long timeout;
  private int unanswered;

  private sealed interface Stage {
    record Waiting() implements Stage {}

    record Running(Connection connection) implements Stage {}

    record Over() implements Stage {}
  }

  Exchange(
      Connections connections,
      Script script,
      Deadline deadline,
      UniEmitter<? super List<RowSet<Row>>> emitter) {
    this.connections = connections;
    this.script = script;
    this.deadline = deadline;
    this.emitter = emitter;
  }

  void start(Context caller) {
    if (stage.get() instanceof Stage.Over || !hasTime()) {
      return;
    }
    try {
      connections.lend(caller, this::connected);
    } catch (SourceException full) {
      end(full);
    }
  }

  /** The caller wants no answer any more; also told, to no effect, when it has one. */
  void cancel() {
    if (stage.getAndSet(new Stage.Over()) instanceof Stage.Running(Connection connection)) {
      connections.forget(connection);
      connection.context().runOnContext(_ -> connection.cancel());
    }
  }

  private void connected(AsyncResult<Connection> result) {
    if (result.failed()) {
      end(result.cause());
      return;
    }
    Connection connection = result.result();
    Stage.Running running = new Stage.Running(connection);
    if (!hasTime() || !stage.compareAndSet(waiting, running)) {
      connections.giveBack(connection);
      return;
    }
    connection.cap().allow(script.maxAnswer());
    unanswered = script.statements().size() + 2;
    var wire = connection.wire();
    wire.query(script.begin(timeout)).execute().onComplete(one -> answered(running, one, false));
    for (Statement statement : script.statements()) {
      var prepared = wire.preparedQuery(statement.sql());
      (statement.rows().size() == 1
              ? prepared.execute(statement.rows().getFirst())
              : prepared.executeBatch(statement.rows()))
          .onComplete(one -> answered(running, one, true));
    }
    wire.query(script.end()).execute().onComplete(one -> answered(running, one, false));
  }

  private void answered(Stage.Running running, AsyncResult<RowSet<Row>> answer, boolean wanted) {
    if (answer.failed() && failure == null) {
      failure = answer.cause();
    } else if (wanted && answer.succeeded()) {
      rows.add(answer.result());
    }
    if (--unanswered == 0 && stage.compareAndSet(running, new Stage.Over())) {
      connections.giveBack(running.connection());
      if (failure == null) {
        emitter.complete(rows);
      } else {
        @Nullable Throwable broken = running.connection().broken().get();
        emitter.fail(Errors.of(connections.address(), timeout, broken == null ? failure : broken));
      }
    }
  }

  private boolean hasTime() {
    long left = deadline.remaining().toMillis();
    timeout = left - Math.min(RESERVE_MILLIS, left / 10);
    if (timeout <= 0) {
      end(
          new SourceException(
              ErrorKind.TIMEOUT, "no time left to ask " + connections.address().server()));
    }
    return timeout > 0;
  }

  private void end(Throwable cause) {
    if (!(stage.getAndSet(new Stage.Over()) instanceof Stage.Over)) {
      emitter.fail(Errors.of(connections.address(), timeout, cause));
    }
  }
}
