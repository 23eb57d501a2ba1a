package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fanout.SourceOutcome;
import dev.tributary.passage.Vector;
import dev.tributary.retrieval.FixedModel;
import dev.tributary.retrieval.OneRequest;
import dev.tributary.retrieval.Retrieval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Collections of different models answer one request, and one that is mistaken fails alone. */
public abstract class SideBySideContract extends StoreContract {
  private static final FixedModel WIDE =
      new FixedModel(WordVectors.MODEL, text -> WordVectors.of(text).values());
  private static final FixedModel NARROW = new FixedModel("narrow", SideBySideContract::narrow);

  /** Whether collections that others made can be opened under names of the operator's. */
  protected boolean opensForeignCollections() {
    return true;
  }

  @Test
  void collections_of_two_models_answer_one_request_and_a_mistaken_one_says_so() throws Exception {
    WritableSource wide = open(newCollection(), settings("wide", WIDE.model()));
    write(wide, List.of(whole(document("w", "what is wide", Map.of()))));
    WritableSource slim = open(newCollection(), settings("slim", NARROW.model()));
    write(slim, List.of(narrowDocument()));
    if (!opensForeignCollections()) {
      assertThat(statuses(wide, slim)).containsExactlyInAnyOrder("slim ok", "wide ok");
      return;
    }
    String filled = newCollection();
    write(open(filled, settings("filler", NARROW.model())), List.of(narrowDocument()));
    WritableSource mistaken = open(filled, settings("mistaken", WIDE.model()));
    assertThat(statuses(wide, mistaken, slim))
        .containsExactlyInAnyOrder("mistaken error", "slim ok", "wide ok");
    assertThat(answer(wide, mistaken, slim).sources())
        .filteredOn(report -> report.source().equals("mistaken"))
        .singleElement()
        .extracting(report -> report.outcome())
        .isInstanceOfSatisfying(
            SourceOutcome.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(ErrorKind.BAD_REQUEST);
              assertThat(failed.error()).hasMessageContainingAll("64", "8");
            });
  }

  private static Retrieval answer(Source... sources) {
    return OneRequest.of(List.of(WIDE, NARROW), sources);
  }

  private static List<String> statuses(Source... sources) {
    return answer(sources).sources().stream()
        .map(report -> report.source() + " " + report.outcome().status())
        .toList();
  }

  private static ChunkedDocument narrowDocument() {
    Document document = document("n", "what is narrow", Map.of());
    Vector vector = new Vector(NARROW.model(), narrow(document.text()));
    return new ChunkedDocument(
        document, "hash", List.of(new ChunkedDocument.Chunk(document.text(), vector)));
  }

  private static float[] narrow(String text) {
    return Arrays.copyOf(WordVectors.of(text).values(), 8);
  }

  private static StoreSettings settings(String name, String model) {
    return new StoreSettings(
        name,
        new WritableSettings(model, null, 1_200, Optional.empty()),
        OptionalInt.empty(),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }
}
