package dev.tributary.evaluation;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.RankedPassage;
import java.util.List;
import java.util.Map;

/** Passages by their ids. */
final class Found {
  private Found() {}

  static Passage passage(String id) {
    return passage(id, "The text of " + id);
  }

  static Passage passage(String id, String text) {
    return new Passage(
        id, PassageId.source(id), null, null, text, null, Map.of(), Signal.RANK, null, null);
  }

  static List<Passage> passages(String... ids) {
    return List.of(ids).stream().map(Found::passage).toList();
  }

  /** A passage in a merged list that its own source found alone. */
  static RankedPassage ranked(String id) {
    return new RankedPassage(passage(id), 1, List.of(PassageId.source(id)), List.of());
  }
}
