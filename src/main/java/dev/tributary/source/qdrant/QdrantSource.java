package dev.tributary.source.qdrant;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.LoadState;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSource;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A collection of a Qdrant server: dense vectors, words by a sparse vector, or both; {@link
 * QdrantSearch} tells how a search goes, {@link QdrantWriting} how documents are written.
 *
 * <p>Each chunk is a point, as {@link dev.tributary.source.StoredChunk} lays it out; collections
 * that others filled are read by the names of their fields.
 */
final class QdrantSource implements WritableSource {
  private static final Duration CHECK = Duration.ofSeconds(10);
  private static final int SAMPLE = 5;

  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final QdrantCollection collection;
  private final QdrantSearch search;
  private final QdrantWriting writing;
  private final HeldDocuments held;
  private final Answers answers;
  private final LoadState load = new LoadState();

  QdrantSource(QdrantSettings settings, Channels channels) {
    this.settings = settings;
    connection = new QdrantConnection(settings, channels);
    collection = new QdrantCollection(settings, connection);
    search = new QdrantSearch(settings, connection, collection);
    writing = new QdrantWriting(settings, connection, collection);
    held = new HeldDocuments(settings, connection, collection);
    answers = new Answers(settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String kind() {
    return QdrantKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.allOf(Filter.Operator.class), settings.model(), settings.model() != null);
  }

  @Override
  public SourceSettings settings() {
    return settings.store().source();
  }

  @Override
  public String endpointKey() {
    return settings.target().endpointKey();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom().deferred(() -> search.search(request)).map(load::mark);
  }

  /** Reads how the collection is made, and whether a few of its points are passages. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.after(CHECK);
              collection.forget();
              return collection
                  .readable(deadline)
                  .chain(
                      readable ->
                          readable.isPresent() ? sample(deadline) : Uni.createFrom().voidItem());
            });
  }

  private Uni<Void> sample(Deadline deadline) {
    ScrollPoints request =
        ScrollPoints.newBuilder()
            .setCollectionName(settings.collection())
            .setLimit(SAMPLE)
            .setWithPayload(WithPayloadSelectorFactory.enable(true))
            .build();
    return connection
        .points(deadline, stub -> stub.scroll(request))
        .invoke(page -> answers.requireReadable(page.getResultList()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> documentIds) {
    return Uni.createFrom().deferred(() -> held.contentHashes(documentIds));
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return Uni.createFrom().deferred(held::documentIds);
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return Uni.createFrom().deferred(() -> writing.write(documents));
  }

  @Override
  public Uni<Void> delete(Collection<String> documentIds) {
    return Uni.createFrom().deferred(() -> writing.delete(documentIds));
  }

  @Override
  public Optional<LoadSettings> loadSettings() {
    return settings.store().content().load();
  }

  @Override
  public void loading(LoadProgress now) {
    load.set(now);
  }

  @Override
  public @Nullable LoadProgress loading() {
    return load.get();
  }

  /** Whether the connection has been opened. */
  boolean isOpen() {
    return connection.isOpen();
  }

  /** Ends its calls and its connection. */
  void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "qdrant \"" + settings.name() + "\" (" + settings.described() + ")";
  }
}
