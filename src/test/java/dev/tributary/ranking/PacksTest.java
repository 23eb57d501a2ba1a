package dev.tributary.ranking;

import static dev.tributary.ranking.DiversityTest.ranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.ranking.Packed.Omitted;
import dev.tributary.ranking.Packed.Reason;
import dev.tributary.ranking.Packs.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacksTest {
  @Test
  void each_passage_that_fits_as_a_whole_goes_in() {
    List<RankedPassage> ranked =
        List.of(of("a:1", 4, 40), of("a:2", 3, 41), of("a:3", 2, 20), of("a:4", 1, 1));
    Result result = pack(ranked, 3, packing(0, null, 15, false));
    assertThat(ids(result)).containsExactly("a:1", "a:3");
    assertThat(result.packed().tokens()).isEqualTo(15);
    assertThat(result.packed().tokenizer()).isEqualTo("characters");
    assertThat(result.packed().omitted())
        .containsExactly(new Omitted("a:2", Reason.MAX_TOKENS, null));
  }

  @Test
  void what_does_not_fit_by_itself_is_never_cut() {
    Result result = pack(List.of(of("a:1", 1, 400)), 10, packing(0, null, 99, false));
    assertThat(result.passages()).isEmpty();
    assertThat(result.packed().tokens()).isEqualTo(0);
    assertThat(result.packed().omitted()).extracting(Omitted::id).containsExactly("a:1");
  }

  @Test
  void what_gave_way_names_the_passage_that_it_repeats() {
    List<RankedPassage> ranked =
        List.of(
            ranked("a:1", 5, "the river floods the old town every spring", null),
            ranked("b:1", 4.9, "every spring the river floods the old town", null),
            ranked("a:2", 1, "dams were built upstream in 1960", null),
            ranked("a:3", 0.5, "ships need water under the keel", null));
    Result result = pack(ranked, 2, packing(0.6, null, null, false));
    assertThat(ids(result)).containsExactly("a:1", "a:2");
    assertThat(result.packed().omitted())
        .containsExactly(new Omitted("b:1", Reason.DIVERSITY, "a:1"));
    assertThat(result.packed().tokens()).isNull();
  }

  @Test
  void what_its_source_has_no_share_left_for_names_no_other() {
    List<RankedPassage> ranked = List.of(of("a:1", 3, 4), of("a:2", 2, 4), of("b:1", 1, 4));
    Result result = pack(ranked, 2, packing(0, 1, null, false));
    assertThat(ids(result)).containsExactly("a:1", "b:1");
    assertThat(result.packed().omitted())
        .containsExactly(new Omitted("a:2", Reason.DIVERSITY, null));
  }

  @Test
  void near_duplicates_are_told_behind_what_they_went_into_by_its_name_in_the_answer() {
    RankedPassage merged =
        new RankedPassage(
            Given.passage("a:d#0", "one"), 2, List.of("a", "b"), List.of(), List.of("b:7", "c:7"));
    Result result = pack(List.of(merged, of("a:d#1", 1, 4)), 10, packing(0, null, null, true));
    assertThat(ids(result)).containsExactly("a:d#0-1");
    assertThat(result.packed().omitted())
        .containsExactly(
            new Omitted("b:7", Reason.DUPLICATE, "a:d#0-1"),
            new Omitted("c:7", Reason.DUPLICATE, "a:d#0-1"));
  }

  @Test
  void at_most_a_hundred_are_listed_and_all_are_counted() {
    List<RankedPassage> ranked = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ranked.add(of("a:" + i, -i, 40));
    }
    Packed packed = pack(ranked, 300, packing(0, null, 100, false)).packed();
    assertThat(packed.omitted()).hasSize(Packed.MOST_LISTED);
    assertThat(packed.omittedCount()).isEqualTo(290);
    assertThat(packed.omitted().getFirst().id()).isEqualTo("a:10");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatever_is_packed_keeps_its_bounds_and_accounts_for_all(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      List<RankedPassage> ranked = any(random);
      int topK = random.nextInt(1, 30);
      Packing packing =
          packing(
              random.nextInt(3) / 2.0,
              random.nextBoolean() ? null : random.nextInt(1, 5),
              random.nextBoolean() ? null : random.nextInt(1, 200),
              random.nextBoolean());
      Result result = pack(ranked, topK, packing);
      assertThat(pack(ranked, topK, packing)).isEqualTo(result);
      assertThat(result.passages())
          .hasSizeLessThanOrEqualTo(topK)
          .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
      Integer room = packing.maxTokens();
      if (room != null) {
        assertThat(result.packed().tokens()).isBetween(0, room);
      }
      Set<String> shown = new HashSet<>(ids(result));
      assertThat(shown).hasSameSizeAs(result.passages());
      for (Omitted omitted : result.packed().omitted()) {
        assertThat(shown).doesNotContain(omitted.id());
        assertThat(omitted.of())
            .satisfiesAnyOf(of -> assertThat(of).isNull(), of -> assertThat(shown).contains(of));
      }
      if (!packing.joinsChunks()) {
        int best = Math.min(topK, ranked.size());
        long accounted =
            ranked.stream()
                .limit(best)
                .map(p -> p.passage().id())
                .filter(id -> shown.contains(id) || isOmitted(result, id))
                .count();
        assertThat(accounted).isEqualTo(best);
      }
    }
  }

  private static boolean isOmitted(Result result, String id) {
    return result.packed().omitted().stream().anyMatch(one -> one.id().equals(id));
  }

  private static List<RankedPassage> any(Random random) {
    List<RankedPassage> ranked = new ArrayList<>();
    for (SourceList list : Given.any(random, random.nextBoolean())) {
      list.passages()
          .forEach(
              p ->
                  ranked.add(new RankedPassage(p, -ranked.size(), List.of(p.source()), List.of())));
    }
    return ranked;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void packing_that_nobody_waits_for_ends(double diversity) {
    List<RankedPassage> ranked = List.of(of("a:1", 2, 40), of("a:2", 1, 40));
    Packs packs = Packs.byCharacters(ranked, 1, packing(diversity, null, 5, false), () -> true);
    assertThatThrownBy(packs::pack).isInstanceOf(CancellationException.class);
  }

  private static RankedPassage of(String id, double score, int characters) {
    return ranked(id, score, "x".repeat(characters), null);
  }

  private static Packing packing(
      double diversity, @Nullable Integer share, @Nullable Integer tokens, boolean joins) {
    return new Packing(false, diversity, share, tokens, joins);
  }

  private static Result pack(List<RankedPassage> ranked, int topK, Packing packing) {
    return Packs.byCharacters(ranked, topK, packing, () -> false).pack();
  }

  private static List<String> ids(Result result) {
    return result.passages().stream().map(p -> p.passage().id()).toList();
  }
}
