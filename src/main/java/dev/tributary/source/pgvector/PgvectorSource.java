package dev.tributary.source.pgvector;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.LoadState;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSource;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of PostgreSQL with pgvector; {@link PgvectorSearch} tells how a search goes. */
final class PgvectorSource implements WritableSource {
  private final PgvectorSettings settings;
  private final PostgresClient client;
  private final LiveTable table;
  private final LoadState load = new LoadState();

  PgvectorSource(PgvectorSettings settings, PostgresClient client) {
    this.settings = settings;
    this.client = client;
    this.table = new LiveTable(settings, client);
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
    Uni<Optional<Vector>> vector = request.vector().invoke(table::saw).map(Optional::of);
    return settings.searchColumn() == null
        ? vector.onFailure().transform(PgvectorSearch::noVector)
        : vector.onFailure().recoverWithItem(Optional.empty());
  }

  private Uni<Found> search(SearchRequest request, @Nullable Vector vector) {
    return table.use(
        request.deadline(),
        vector,
        Found.of(List.of()),
        there -> new PgvectorSearch(there.shape(), there.search(), request).on(client, vector));
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().deferred(() -> table.check(Deadline.after(settings().waitTime())));
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return table.maintain(
        Map.of(),
        true,
        sql -> List.of(sql.hashes(documentIds)),
        answers -> {
          Map<String, String> hashes = new HashMap<>();
          answers.getFirst().forEach(row -> hashes.put(row.getString(0), row.getString(1)));
          return hashes;
        });
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return table.maintain(
        Set.of(),
        true,
        sql -> List.of(sql.documentIds()),
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
                  .ifPresent(table::saw);
              return table.create();
            })
        .chain(() -> table.maintain(null, false, sql -> sql.replace(documents), _ -> null));
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return table.maintain(null, false, sql -> List.of(sql.delete(documentIds)), _ -> null);
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

  @Override
  public String toString() {
    return "pgvector \"%s\" (%s in %s)"
        .formatted(name(), settings.table().shown(), settings.address());
  }
}
