package dev.tributary.ingestion;

import dev.tributary.embedding.Embedder;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.ingestion.ChunkEmbedder.Draft;
import dev.tributary.ingestion.DocumentReader.Skipped;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.WritableSource;
import dev.tributary.text.Splitter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one source up to date with what is read, once: batches are compared by content hash, what
 * is new or changed is split, embedded and written, what is gone is removed.
 *
 * <p>Two batches are under way at any time, so that one is embedded while the other is written; the
 * next one is read when one of them is done.
 */
final class Load {
  static final int BATCHES_AT_ONCE = 2;

  private static final int REMOVED_AT_ONCE = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WritableSource source;
  private final int chunkSize;
  private final Splitter splitter;
  private final @Nullable Embedder embedder;
  private final Tally tally;
  private final Tools tools;

  /** What all loads have in common. */
  record Tools(ChunkEmbedder chunks, Retry retry, Timers timers, Executor executor) {}

  Load(
      WritableSource source, int chunkSize, @Nullable Embedder embedder, Tally tally, Tools tools) {
    this.source = source;
    this.chunkSize = chunkSize;
    this.splitter = new Splitter(chunkSize);
    this.embedder = embedder;
    this.tally = tally;
    this.tools = tools;
  }

  /** Writes what is new or changed, then removes what is gone. */
  Uni<Void> run(Batches batches) {
    return Multi.createBy()
        .repeating()
        .uni(() -> blocking(batches::next))
        .until(List::isEmpty)
        .onItem()
        .transformToUni(this::bringUpToDate)
        .merge(BATCHES_AT_ONCE)
        .onItem()
        .ignoreAsUni()
        .chain(() -> removeVanished(batches));
  }

  private interface Blocking<T> {
    T call() throws IOException;
  }

  private <T> Uni<T> blocking(Blocking<T> task) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return task.call();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .runSubscriptionOn(tools.executor());
  }

  private Uni<Void> bringUpToDate(List<Document> documents) {
    return ask(source.contentHashes(documents.stream().map(Document::id).toList()))
        .emitOn(tools.executor())
        .map(known -> changed(documents, known))
        .chain(drafts -> write(drafts).invoke(written -> count(documents, drafts, written)))
        .replaceWithVoid();
  }

  private void count(List<Document> documents, List<Draft> drafts, int written) {
    int refused = drafts.size() - written;
    tally.brought(documents.size() - refused, written);
  }

  private List<Draft> changed(List<Document> documents, Map<String, String> known) {
    List<Draft> drafts = new ArrayList<>();
    for (Document document : documents) {
      String hash = ContentHash.of(document, chunkSize, embedder == null ? null : embedder.model());
      if (!hash.equals(known.get(document.id()))) {
        drafts.add(new Draft(document, hash, splitter.split(document.title(), document.text())));
      }
    }
    return drafts;
  }

  /** How many were written. */
  private Uni<Integer> write(List<Draft> drafts) {
    return drafts.isEmpty()
        ? Uni.createFrom().item(0)
        : tools.chunks().embed(drafts, embedder).chain(this::writeAll);
  }

  private Uni<Integer> writeAll(List<ChunkedDocument> documents) {
    return ask(source.write(documents))
        .replaceWith(documents.size())
        .onFailure(Load::isRefused)
        .recoverWithUni(() -> writeEach(documents));
  }

  // One document that the source cannot take is no reason to leave out the others of its batch.
  private Uni<Integer> writeEach(List<ChunkedDocument> documents) {
    return Multi.createFrom()
        .iterable(documents)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                ask(source.write(List.of(one)))
                    .replaceWith(1)
                    .onFailure(Load::isRefused)
                    .recoverWithItem(failure -> leaveOut(one.document().id(), failure)))
        .collect()
        .with(Collectors.summingInt(written -> written));
  }

  private int leaveOut(String id, Throwable failure) {
    tally.skipped(new Skipped(id, String.valueOf(failure.getMessage()), id));
    return 0;
  }

  private static boolean isRefused(Throwable failure) {
    return failure instanceof SourceException refusal && refusal.kind() == ErrorKind.BAD_REQUEST;
  }

  private Uni<Void> removeVanished(Batches batches) {
    return ask(source.documentIds())
        .chain(held -> blocking(() -> batches.vanished(held)))
        .onItem()
        .transformToMulti(vanished -> Multi.createFrom().iterable(vanished))
        .group()
        .intoLists()
        .of(REMOVED_AT_ONCE)
        .onItem()
        .transformToUniAndConcatenate(
            ids -> ask(source.delete(ids)).invoke(() -> tally.removed(ids.size())))
        .onItem()
        .ignoreAsUni();
  }

  private <T> Uni<T> ask(Uni<T> call) {
    return tools.retry().of(TimeLimit.of(call, PATIENCE, tools.timers(), this::tooSlow));
  }

  private SourceException tooSlow() {
    return new SourceException(
        ErrorKind.TIMEOUT,
        "%s did not end within %d s".formatted(source.name(), PATIENCE.toSeconds()));
  }
}
