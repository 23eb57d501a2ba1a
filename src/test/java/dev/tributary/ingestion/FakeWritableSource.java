package dev.tributary.ingestion;

import dev.tributary.source.Capabilities;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSource;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps documents in memory, and remembers what was asked of it. */
final class FakeWritableSource implements WritableSource {
  static final String MODEL = "fake-model";

  final Map<String, ChunkedDocument> held = new ConcurrentSkipListMap<>();
  final List<LoadProgress> told = new CopyOnWriteArrayList<>();
  final AtomicInteger writes = new AtomicInteger();
  Supplier<Uni<Void>> beforeWrite = () -> Uni.createFrom().voidItem();
  @Nullable LoadSettings settings;
  @Nullable String model = MODEL;
  @Nullable String refused;

  private final String name;

  FakeWritableSource(String name, Object location) {
    this.name = name;
    this.settings = new LoadSettings(location.toString(), Map.of(), 200);
  }

  void loadWhere(String field, String value) {
    settings = new LoadSettings(settings.location(), Map.of(field, value), settings.chunkSize());
  }

  /** Its chunks, by document. */
  Map<String, List<String>> chunks() {
    Map<String, List<String>> chunks = new TreeMap<>();
    held.forEach(
        (id, document) ->
            chunks.put(id, document.chunks().stream().map(ChunkedDocument.Chunk::text).toList()));
    return chunks;
  }

  @Override
  public Uni<Map<String, String>> contentHashes(Collection<String> ids) {
    return Uni.createFrom()
        .item(
            () -> {
              Map<String, String> hashes = new HashMap<>();
              ids.stream()
                  .filter(held::containsKey)
                  .forEach(id -> hashes.put(id, held.get(id).contentHash()));
              return hashes;
            });
  }

  @Override
  public Uni<Set<String>> documentIds() {
    return Uni.createFrom().item(() -> Set.copyOf(held.keySet()));
  }

  @Override
  public Uni<Void> write(List<ChunkedDocument> documents) {
    return Uni.createFrom()
        .deferred(() -> beforeWrite.get())
        .invoke(
            () -> {
              if (documents.stream().anyMatch(one -> one.document().id().equals(refused))) {
                throw new SourceException(ErrorKind.BAD_REQUEST, "refused");
              }
              writes.incrementAndGet();
              documents.forEach(document -> held.put(document.document().id(), document));
            });
  }

  @Override
  public Uni<Void> delete(Collection<String> ids) {
    return Uni.createFrom().voidItem().invoke(() -> held.keySet().removeAll(Set.copyOf(ids)));
  }

  @Override
  public Optional<LoadSettings> loadSettings() {
    return Optional.ofNullable(settings);
  }

  @Override
  public void loading(LoadProgress progress) {
    told.add(progress);
  }

  @Override
  public @Nullable LoadProgress loading() {
    return told.isEmpty() ? null : told.getLast();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(Set.of(), model, false);
  }

  @Override
  public SourceSettings settings() {
    return SourceSettings.DEFAULTS;
  }

  @Override
  public String endpointKey() {
    return name;
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    throw new UnsupportedOperationException("only written to");
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public String toString() {
    return "fake " + name + held.keySet().stream().collect(Collectors.joining(",", "[", "]"));
  }
}
