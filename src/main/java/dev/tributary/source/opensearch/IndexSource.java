package dev.tributary.source.opensearch;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSource;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An index of OpenSearch or Elasticsearch. What it is like is asked first and remembered ({@link
 * IndexShape}); {@link IndexSearch} tells how a search goes, {@link IndexWriting} how documents are
 * replaced.
 */
final class IndexSource extends StoreSource {
  /** What one write may take; a batch of chunks takes well below a second. */
  private static final Duration WRITING = Duration.ofSeconds(60);

  private final IndexSettings settings;
  private final Dialect dialect;
  private final JsonApi api;
  private final IndexClient client;
  private final IndexShapes shapes;
  private final IndexWriting writing;
  private final StoredDocuments stored;
  private final Dimensions dimensions;

  private IndexSource(String kind, IndexSettings settings, Dialect dialect, JsonApi api) {
    super(kind, settings.store());
    this.settings = settings;
    this.dialect = dialect;
    this.api = api;
    client = new IndexClient(api, settings.index());
    shapes = new IndexShapes(settings, dialect, client);
    writing = new IndexWriting(client, shapes, settings);
    stored = new StoredDocuments(client, settings.store().fields());
    dimensions = new Dimensions(settings.store().dimensions());
  }

  /**
   * A source as configured; does no I/O.
   *
   * @param keys where it stands in the configuration
   */
  static IndexSource of(
      String kind,
      Dialect dialect,
      String keys,
      String name,
      IndexConfig config,
      HttpCallers callers) {
    return of(
        kind,
        dialect,
        keys,
        config.url().orElse(null),
        IndexSettings.headers(keys, config),
        IndexSettings.of(keys, name, config),
        callers);
  }

  static IndexSource of(
      String kind,
      Dialect dialect,
      String keys,
      @Nullable String url,
      Map<String, String> headers,
      IndexSettings settings,
      HttpCallers callers) {
    JsonApi api =
        JsonApi.withVectors(
            keys, url, headers, settings.store().source(), callers, IndexClient.errors());
    return new IndexSource(kind, settings, dialect, api);
  }

  @Override
  public String endpointKey() {
    return api.endpointKey();
  }

  @Override
  protected String where() {
    return "index \"" + settings.index() + "\" at " + api.address();
  }

  @Override
  protected Uni<Found> find(SearchRequest request) {
    Uni<Optional<Vector>> vector =
        model() == null ? Uni.createFrom().item(Optional.empty()) : request.vectorIfAny();
    return Uni.combine()
        .all()
        .unis(shapes.get(request.deadline()), vector)
        .asTuple()
        .chain(both -> search(request, both.getItem1(), both.getItem2()))
        .onFailure()
        .invoke(shapes::forgetAfter);
  }

  private Uni<Found> search(
      SearchRequest request, Optional<IndexShape> known, Optional<Vector> question) {
    if (known.isEmpty()) {
      // Nothing was written yet.
      return Uni.createFrom().item(Found.of(List.of()));
    }
    question.ifPresent(dimensions::saw);
    IndexShape shape = known.get();
    shape.requireSearchable(dimensions);
    IndexSearch search = new IndexSearch(client, dialect, shape, request);
    VectorField vectors = shape.vectors();
    if (model() == null || vectors == null) {
      return search.words(null);
    }
    if (question.isEmpty()) {
      return shape.words().isEmpty()
          ? request.requiredVector().chain(vector -> search.nearest(vector, vectors))
          : search.words(Found.NO_VECTOR);
    }
    Vector vector = question.get();
    if (vector.values().length != vectors.dimensions()) {
      throw Dimensions.mismatch(shape.target(), vectors.dimensions(), vector.values().length);
    }
    return shape.words().isEmpty() ? search.nearest(vector, vectors) : search.both(vector);
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> shapes.read(Deadline.after(settings().waitTime())))
        .invoke(shape -> shape.ifPresent(one -> one.requireSearchable(dimensions)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return held(Map.of(), deadline -> stored.contentHashes(documentIds, deadline));
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return held(Set.of(), stored::ids);
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return Uni.createFrom()
        .deferred(() -> writing.write(documents, dimensions, Deadline.after(WRITING)))
        .onFailure()
        .invoke(shapes::forgetAfter);
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return held(null, deadline -> writing.delete(documentIds, deadline));
  }

  /** What is asked of an index, or what there is while it is still to be made. */
  private <T> Uni<T> held(@Nullable T nothing, Function<Deadline, Uni<T>> ask) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.after(WRITING);
              return shapes
                  .held(deadline)
                  .chain(
                      shape ->
                          shape.isEmpty() ? Uni.createFrom().item(nothing) : ask.apply(deadline));
            })
        .onFailure()
        .invoke(shapes::forgetAfter);
  }

  private @Nullable String model() {
    return settings.store().content().model();
  }
}
