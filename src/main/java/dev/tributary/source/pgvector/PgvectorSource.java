package dev.tributary.source.pgvector;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSource;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of PostgreSQL with pgvector; {@link PgvectorSearch} tells how a search goes. */
final class PgvectorSource extends StoreSource {
  private final PgvectorSettings settings;
  private final PostgresClient client;
  private final LiveTable table;

  PgvectorSource(PgvectorSettings settings, PostgresClient client) {
    super(PgvectorKind.NAME, settings.store());
    this.settings = settings;
    this.client = client;
    this.table = new LiveTable(settings, client);
  }

  @Override
  public String endpointKey() {
    return settings.address().endpointKey();
  }

  @Override
  protected String where() {
    return settings.table().shown() + " in " + settings.address();
  }

  @Override
  protected Uni<Found> find(SearchRequest request) {
    return vector(request).chain(vector -> search(request, vector.orElse(null)));
  }

  private Uni<Optional<Vector>> vector(SearchRequest request) {
    if (settings.store().content().model() == null) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<Vector>> vector =
        settings.searchColumn() == null
            ? request.requiredVector().map(Optional::of)
            : request.vectorIfAny();
    return vector.invoke(found -> found.ifPresent(table::saw));
  }

  private Uni<Found> search(SearchRequest request, @Nullable Vector vector) {
    return table.search(
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
}
