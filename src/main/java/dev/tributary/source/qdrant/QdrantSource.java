package dev.tributary.source.qdrant;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSource;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A collection of a Qdrant server: dense vectors, words by a sparse vector, or both; {@link
 * QdrantSearch} tells how a search goes, {@link QdrantWriting} how documents are written.
 *
 * <p>Each chunk is a point, as {@link dev.tributary.source.StoredChunk} lays it out; collections
 * that others filled are read by the names of their fields.
 */
final class QdrantSource extends StoreSource {
  private static final Duration CHECK = Duration.ofSeconds(10);
  private static final int SAMPLE = 5;

  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final QdrantCollection collection;
  private final QdrantSearch search;
  private final QdrantWriting writing;
  private final HeldDocuments held;
  private final Answers answers;

  QdrantSource(QdrantSettings settings, Channels channels) {
    super(QdrantKind.NAME, settings.store());
    this.settings = settings;
    connection = new QdrantConnection(settings, channels);
    collection = new QdrantCollection(settings, connection);
    search = new QdrantSearch(settings, connection, collection);
    writing = new QdrantWriting(settings, connection, collection);
    held = new HeldDocuments(settings, connection, collection);
    answers = new Answers(settings);
  }

  @Override
  public String endpointKey() {
    return settings.target().endpointKey();
  }

  @Override
  protected String where() {
    return settings.described();
  }

  @Override
  protected Uni<Found> find(SearchRequest request) {
    return search.search(request);
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

  /** Whether the connection has been opened. */
  boolean isOpen() {
    return connection.isOpen();
  }

  /** Ends its calls and its connection. */
  void close() {
    connection.close();
  }
}
