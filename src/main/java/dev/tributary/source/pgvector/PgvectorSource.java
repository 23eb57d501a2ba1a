package dev.tributary.source.pgvector;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.LoadState;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSource;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table of PostgreSQL with pgvector; {@link PgvectorSearch} tells how a search goes.
 *
 * <p>What the table looks like is read once, at the first use, and again after the server called a
 * statement wrong: so a misfit is told as what was expected and what was found, and a table that
 * was mended or made is used without a restart.
 */
final class PgvectorSource implements WritableSource {
  /** For looking up and writing documents, beside building an index in an empty table. */
  private static final Duration FOR_FILLING = Duration.ofSeconds(60);

  private final PgvectorSettings settings;
  private final PostgresClient client;
  private final Dimensions dimensions;
  private final LoadState load = new LoadState();
  private volatile @Nullable Known known;

  /** A table that fits. */
  private record Known(TableShape shape, TableSearch search) {}

  PgvectorSource(PgvectorSettings settings, PostgresClient client) {
    this.settings = settings;
    this.client = client;
    this.dimensions = new Dimensions(settings.store().dimensions());
  }

  @Override
  public String name() {
    return settings.store().name();
  }

  @Override
  public String kind() {
    return PgvectorKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    @Nullable String model = settings.store().content().model();
    return new Capabilities(EnumSet.allOf(Filter.Operator.class), model, model != null);
  }

  @Override
  public SourceSettings settings() {
    return settings.store().source();
  }

  @Override
  public String endpointKey() {
    return settings.address().endpointKey();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .deferred(() -> vector(request))
        .chain(vector -> search(request, vector.orElse(null)))
        .map(load::mark);
  }

  private Uni<Optional<Vector>> vector(SearchRequest request) {
    if (settings.store().content().model() == null) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<Vector>> vector = request.vector().invoke(dimensions::saw).map(Optional::of);
    return settings.searchColumn() == null
        ? vector.onFailure().transform(PgvectorSearch::noVector)
        : vector.onFailure().recoverWithItem(Optional.empty());
  }

  private Uni<Found> search(SearchRequest request, @Nullable Vector vector) {
    return onTable(
        request.deadline(),
        vector,
        Found.of(List.of()),
        table -> new PgvectorSearch(table.shape(), table.search(), request).on(client, vector));
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> read(Deadline.after(settings().waitTime())))
        .invoke(shape -> requireFit(shape))
        .replaceWithVoid();
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return maintain(
        Map.of(),
        true,
        table -> List.of(table.hashes(documentIds)),
        answers -> {
          Map<String, String> hashes = new HashMap<>();
          answers.getFirst().forEach(row -> hashes.put(row.getString(0), row.getString(1)));
          return hashes;
        });
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return maintain(
        Set.of(),
        true,
        table -> List.of(table.documentIds()),
        answers -> {
          Set<String> ids = new HashSet<>();
          answers.getFirst().forEach(row -> ids.add(row.getString(0)));
          return ids;
        });
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return Uni.createFrom()
        .deferred(
            () -> {
              documents.stream()
                  .flatMap(document -> document.chunks().stream())
                  .map(ChunkedDocument.Chunk::vector)
                  .filter(vector -> vector != null)
                  .findFirst()
                  .ifPresent(dimensions::saw);
              return create();
            })
        .chain(() -> maintain(null, false, table -> table.replace(documents), _ -> null));
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return maintain(null, false, table -> List.of(table.delete(documentIds)), _ -> null);
  }

  @Override
  public Optional<LoadSettings> loadSettings() {
    return settings.store().content().load();
  }

  @Override
  public void loading(LoadProgress progress) {
    load.set(progress);
  }

  @Override
  public @Nullable LoadProgress loading() {
    return load.get();
  }

  /** Makes the table if that is wanted and it is not there. */
  private Uni<Void> create() {
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

  private <T extends @Nullable Object> Uni<T> maintain(
      T ofNothing,
      boolean readOnly,
      Function<TableWriting, List<Statement>> work,
      Function<List<RowSet<Row>>, T> result) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.after(FOR_FILLING);
              return onTable(
                  deadline,
                  null,
                  ofNothing,
                  table ->
                      client
                          .run(
                              Script.maintaining(
                                  readOnly, work.apply(new TableWriting(table.shape()))),
                              deadline)
                          .map(result));
            });
  }

  /** Works on the table as it is known to be; a misfit that the server met is told as ours. */
  private <T extends @Nullable Object> Uni<T> onTable(
      Deadline deadline, @Nullable Vector vector, T ofNothing, Function<Known, Uni<T>> work) {
    @Nullable Known table = known;
    Uni<T> answer =
        table == null
            ? read(deadline)
                .chain(
                    shape ->
                        requireFit(shape)
                            ? work.apply(remember(shape))
                            : Uni.createFrom().item(ofNothing))
            : work.apply(table);
    return answer
        .onFailure(PgvectorSource::isCalledWrong)
        .recoverWithUni(
            failure -> {
              known = null;
              return read(deadline)
                  .invoke(this::requireFit)
                  .chain(shape -> Uni.createFrom().failure(shape.misfit(vector, failure)));
            });
  }

  private Known remember(TableShape shape) {
    Known table = new Known(shape, new TableSearch(shape));
    known = table;
    return table;
  }

  /**
   * Whether there is a table to work on.
   *
   * @throws SourceException when it does not fit, or is missing and will not be made
   */
  private boolean requireFit(TableShape shape) {
    if (!shape.exists() && settings.store().create()) {
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

  @Override
  public String toString() {
    return "pgvector \"%s\" (%s in %s)"
        .formatted(name(), settings.table().shown(), settings.address());
  }
}
