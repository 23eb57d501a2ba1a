package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How much of the truth a store finds: the same 2,000 passages in every kind, the same 50 questions
 * asked, {@link RecallData} says which. The lists are kept, so that stores are compared with each
 * other too: {@link RecallLists}.
 */
@Timeout(600)
public abstract class StoreRecall {
  /** The embedded model. */
  static final String MODEL = "minilm-l6-v2-q";

  private static final int LIMIT = 10;
  private static final int BATCH = 200;
  private static final Duration LONG = Duration.ofMinutes(2);

  /** An empty store of this kind, under a name that is not in use; see {@link StoreContract}. */
  protected abstract WritableSource open(String collection, StoreSettings settings)
      throws Exception;

  /** Removes what was written. */
  protected abstract void drop(String collection) throws Exception;

  @Test
  void ten_nearest_are_nearly_those_of_an_exact_search() throws Exception {
    RecallData data = RecallData.get();
    String collection = "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    WritableSource store = open(collection, settings(data));
    try {
      write(store, data);
      List<List<String>> lists = new ArrayList<>();
      double recall = 0;
      for (Vector question : data.questions()) {
        List<String> found = ask(store, question);
        lists.add(found);
        recall += overlap(found, data.exact(question, LIMIT).stream().map(i -> "p" + i).toList());
      }
      assertThat(recall / data.questions().size())
          .as("recall@10 of %s on %s", store.kind(), data.name())
          .isGreaterThanOrEqualTo(0.95);
      RecallLists.keep(data.name(), store.kind(), lists);
      assertThat(RecallLists.meanOverlaps(data.name(), store.kind()))
          .as(
              "mean overlap@10 of %s with the stores asked before, on %s",
              store.kind(), data.name())
          .allSatisfy((_, overlap) -> assertThat(overlap).isGreaterThanOrEqualTo(0.9));
    } finally {
      drop(collection);
    }
  }

  /** The part of one list that is in the other. */
  static double overlap(List<String> one, List<String> other) {
    Set<String> known = Set.copyOf(other);
    return one.stream().filter(known::contains).count() / (double) LIMIT;
  }

  private static StoreSettings settings(RecallData data) {
    return new StoreSettings(
        "recall",
        new WritableSettings(MODEL, null, LoadSettings.DEFAULT_CHUNK_SIZE, Optional.empty()),
        OptionalInt.of(data.questions().getFirst().values().length),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  private static void write(WritableSource store, RecallData data) {
    List<ChunkedDocument> batch = new ArrayList<>();
    for (int i = 0; i < data.texts().size(); i++) {
      String text = data.texts().get(i);
      batch.add(
          new ChunkedDocument(
              new Document("p" + i, null, null, text, "en", Map.of()),
              "hash",
              List.of(new ChunkedDocument.Chunk(text, data.passages().get(i)))));
      if (batch.size() == BATCH) {
        store.write(batch).await().atMost(LONG);
        batch.clear();
      }
    }
    assertThat(batch).as("%d passages are whole batches", data.texts().size()).isEmpty();
  }

  /** By vector alone: no text has the word that is asked for. */
  private static List<String> ask(WritableSource store, Vector question) {
    return store
        .search(
            new SearchRequest(
                new Question(VectorStoreContract.NO_WORD),
                LIMIT,
                null,
                Deadline.after(LONG),
                Uni.createFrom().item(question),
                false))
        .await()
        .atMost(LONG)
        .passages()
        .stream()
        .map(Passage::id)
        .map(PassageId::nativeId)
        .toList();
  }
}
