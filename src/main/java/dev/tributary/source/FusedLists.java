package dev.tributary.source;

import dev.tributary.passage.Passage;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several lists over the same documents as one: they rank the same things, so ranks compare. */
public final class FusedLists {
  /** How deep each list goes at least before they are fused. */
  public static final int DEPTH = 50;

  private static final Comparator<Passage> BEST_FIRST =
      Comparator.comparing(Passage::rawScore, Comparator.reverseOrder()).thenComparing(Passage::id);

  private FusedLists() {}

  /**
   * The best passages by reciprocal rank (k = {@value ReciprocalRank#DEFAULT_K}); their scores are
   * {@link Signal#SCORE}. Of a passage in several lists the copy that has a vector is kept.
   */
  public static List<Passage> of(List<List<Passage>> lists, int limit) {
    Map<String, Passage> fused = new HashMap<>();
    for (List<Passage> list : lists) {
      for (int i = 0; i < list.size(); i++) {
        Passage one = scored(list.get(i), ReciprocalRank.of(i + 1, ReciprocalRank.DEFAULT_K));
        fused.merge(one.id(), one, FusedLists::joined);
      }
    }
    return fused.values().stream().sorted(BEST_FIRST).limit(limit).toList();
  }

  private static Passage joined(Passage known, Passage more) {
    return scored(known.vector() == null ? more : known, known.rawScore() + more.rawScore());
  }

  private static Passage scored(Passage p, double score) {
    return new Passage(
        p.id(),
        p.source(),
        p.title(),
        p.url(),
        p.text(),
        p.language(),
        p.metadata(),
        Signal.SCORE,
        score,
        p.vector());
  }
}
