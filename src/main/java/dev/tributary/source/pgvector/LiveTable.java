package dev.tributary.source.pgvector;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is known to be. What it looks like is read once, at the first use, and again after
 * the server called a statement wrong: so a misfit is told as what was expected and what was found,
 * and a table that was mended or made is used without a restart.
 */
final class LiveTable {
  /** For looking up and writing documents, and for making an empty table. */
  private static final Duration FOR_FILLING = Duration.ofSeconds(60);

  private final PgvectorSettings settings;
  private final PostgresClient client;
  private final Dimensions dimensions;
  private volatile @Nullable Fitting known;
  private volatile boolean seen;

  /** A table that is there and fits. */
  record Fitting(TableShape shape, TableSearch search) {}

  LiveTable(PgvectorSettings settings, PostgresClient client) {
    this.settings = settings;
    this.client = client;
    this.dimensions = new Dimensions(settings.store().dimensions());
  }

  /** Remembers how wide a vector of the model is. */
  void saw(Vector vector) {
    dimensions.saw(vector);
  }

  /** Looks at the table. */
  Uni<Void> check(Deadline deadline) {
    return read(deadline).invoke(shape -> requireFit(shape, !seen)).replaceWithVoid();
  }

  /** Makes the table if that is wanted and it is not there. */
  Uni<Void> create() {
    if (!settings.store().create() || known != null) {
      return Uni.createFrom().voidItem();
    }
    Deadline deadline = Deadline.after(FOR_FILLING);
    return read(deadline)
        .chain(
            shape ->
                shape.exists()
                    ? Uni.createFrom().voidItem()
                    : client
                        .run(
                            Script.maintaining(
                                false, TableCreation.of(settings, dimensions.known())),
                            deadline)
                        .replaceWithVoid());
  }

  /**
   * Looks something up in the table, or writes to it.
   *
   * @param ofNothing the result where there is no table yet
   */
  <T extends @Nullable Object> Uni<T> maintain(
      T ofNothing,
      boolean readOnly,
      Function<TableWriting, List<Statement>> work,
      Function<List<RowSet<Row>>, T> result) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.after(FOR_FILLING);
              return use(
                  deadline,
                  null,
                  ofNothing,
                  true,
                  table ->
                      client
                          .run(
                              Script.maintaining(
                                  readOnly, work.apply(new TableWriting(table.shape()))),
                              deadline)
                          .map(result));
            });
  }

  /**
   * Searches the table. One that was there and is missing was dropped, and that is told.
   *
   * @param vector what is asked with, if anything
   * @param ofNothing the result where there is no table yet
   */
  <T> Uni<T> search(
      Deadline deadline, @Nullable Vector vector, T ofNothing, Function<Fitting, Uni<T>> work) {
    return use(deadline, vector, ofNothing, !seen, work);
  }

  /** Works on the table; a misfit that the server met is told as ours. */
  private <T extends @Nullable Object> Uni<T> use(
      Deadline deadline,
      @Nullable Vector vector,
      T ofNothing,
      boolean mayBeMissing,
      Function<Fitting, Uni<T>> work) {
    @Nullable Fitting table = known;
    Uni<T> answer =
        table == null
            ? read(deadline)
                .chain(
                    shape ->
                        requireFit(shape, mayBeMissing)
                            ? work.apply(remember(shape))
                            : Uni.createFrom().item(ofNothing))
            : work.apply(table);
    return answer
        .onFailure(LiveTable::isCalledWrong)
        .recoverWithUni(
            failure -> {
              known = null;
              return read(deadline)
                  .invoke(shape -> requireFit(shape, mayBeMissing))
                  .chain(shape -> Uni.createFrom().failure(shape.misfit(vector, failure)));
            });
  }

  private Fitting remember(TableShape shape) {
    Fitting table = new Fitting(shape, new TableSearch(shape));
    known = table;
    seen = true;
    return table;
  }

  /**
   * Whether there is a table to work on.
   *
   * @throws SourceException when it does not fit, or is missing and will not be made
   */
  private boolean requireFit(TableShape shape, boolean mayBeMissing) {
    if (!shape.exists() && mayBeMissing && settings.store().create()) {
      return false;
    }
    shape.require(dimensions);
    return true;
  }

  private Uni<TableShape> read(Deadline deadline) {
    return client
        .run(Script.reading(List.of(), List.of(TableShape.query(settings))), deadline)
        .map(answers -> TableShape.of(settings, answers.getFirst()));
  }

  private static boolean isCalledWrong(Throwable failure) {
    return failure instanceof SourceException e && e.kind() == ErrorKind.BAD_REQUEST;
  }
}
