package dev.tributary.source.lucene;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSettings;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Indexes, documents and questions for tests; vectors are made by hand. */
final class LuceneFixture implements AutoCloseable {
  static final String MODEL = "by-hand";
  static final Duration LONG = Duration.ofSeconds(30);

  final IndexThreads threads;
  private final List<LuceneSource> opened = new ArrayList<>();

  LuceneFixture() {
    this(new IndexThreads(2, 1_024, 256));
  }

  LuceneFixture(IndexThreads threads) {
    this.threads = threads;
  }

  LuceneSource inMemory(@Nullable String model) {
    return source(settings(null, null, model, 1_200));
  }

  LuceneSource onDisk(Path path, @Nullable String model) {
    return source(settings(path, null, model, 1_200));
  }

  LuceneSource source(LuceneSettings settings) {
    LuceneSource source = new LuceneSource(settings, threads);
    opened.add(source);
    return source;
  }

  static LuceneSettings settings(
      @Nullable Path path, @Nullable String language, @Nullable String model, int chunkSize) {
    return new LuceneSettings(
        "contract",
        path,
        new WritableSettings(model, language, chunkSize, Optional.empty()),
        SourceSettings.DEFAULTS);
  }

  static Document document(String id, String text) {
    return document(id, text, Map.of());
  }

  static Document document(String id, String text, Map<String, Object> metadata) {
    return new Document(id, null, null, text, null, metadata);
  }

  /** A document in one chunk. */
  static ChunkedDocument whole(Document document, float... vector) {
    return chunked(document, chunk(document.text(), vector));
  }

  static ChunkedDocument chunked(Document document, ChunkedDocument.Chunk... chunks) {
    return new ChunkedDocument(document, "hash of " + document.text(), List.of(chunks));
  }

  static ChunkedDocument.Chunk chunk(String text, float... vector) {
    return new ChunkedDocument.Chunk(text, vector.length == 0 ? null : new Vector(MODEL, vector));
  }

  static void write(LuceneSource source, ChunkedDocument... documents) {
    source.write(List.of(documents)).await().atMost(LONG);
  }

  static SearchRequest question(String text) {
    return question(text, null, noVector());
  }

  static SearchRequest question(String text, @Nullable Filter filter) {
    return question(text, filter, noVector());
  }

  static SearchRequest question(String text, float... vector) {
    return question(text, null, Uni.createFrom().item(new Vector(MODEL, vector)));
  }

  static SearchRequest question(String text, @Nullable Filter filter, Uni<Vector> vector) {
    return new SearchRequest(new Question(text), 10, filter, Deadline.after(LONG), vector, true);
  }

  static Uni<Vector> noVector() {
    return Uni.createFrom().failure(() -> new IllegalStateException("the embedder is down"));
  }

  static Found search(LuceneSource source, SearchRequest request) {
    return source.search(request).await().atMost(LONG);
  }

  static List<String> ids(Found found) {
    return found.passages().stream().map(Passage::id).map(PassageId::nativeId).toList();
  }

  /** The ids of the documents that are found, best first. */
  static List<String> find(LuceneSource source, String question) {
    return ids(search(source, question(question)));
  }

  @Override
  public void close() {
    opened.forEach(LuceneSource::close);
    threads.close();
  }
}
