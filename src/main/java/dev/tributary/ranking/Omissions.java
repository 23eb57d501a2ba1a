package dev.tributary.ranking;

import dev.tributary.ranking.NeighbouringChunks.Joined;
import dev.tributary.ranking.Packed.Omitted;
import dev.tributary.ranking.Packed.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a packed list has not got, in the order of the ranking: what was among the best and not
 * chosen ({@code diversity}), what was chosen and did not fit ({@code max_tokens}), and behind each
 * passage what was merged into it ({@code duplicate}).
 */
final class Omissions {
  private final List<RankedPassage> ranked;
  private final List<Integer> kept;
  private final Map<Integer, String> shownAs = new HashMap<>();
  private final List<Omitted> listed = new ArrayList<>();
  private final Map<String, Integer> ofSource = new HashMap<>();
  private final Packing packing;
  private int count;
  private @Nullable Likeness likeness;

  /**
   * @param chosen places in the ranked list, in order
   * @param kept those of them that fit
   * @param shown what became of them
   */
  Omissions(
      List<RankedPassage> ranked,
      int topK,
      Packing packing,
      List<Integer> chosen,
      List<Integer> kept,
      List<Joined> shown) {
    this.ranked = ranked;
    this.packing = packing;
    this.kept = kept;
    for (Joined one : shown) {
      one.places().forEach(i -> shownAs.put(kept.get(i), one.passage().passage().id()));
    }
    Set<Integer> wasChosen = new HashSet<>(chosen);
    chosen.forEach(place -> ofSource.merge(source(place), 1, Integer::sum));
    for (int place = 0; place < ranked.size(); place++) {
      String as = shownAs.get(place);
      if (as != null) {
        for (String id : ranked.get(place).nearDuplicates()) {
          add(new Omitted(id, Reason.DUPLICATE, as));
        }
      } else if (wasChosen.contains(place)) {
        add(new Omitted(id(place), Reason.MAX_TOKENS, null));
      } else if (place < topK) {
        String like = listed.size() < Packed.MOST_LISTED ? likest(place) : null;
        add(new Omitted(id(place), Reason.DIVERSITY, like));
      }
    }
  }

  /** At most {@value Packed#MOST_LISTED} of them. */
  List<Omitted> listed() {
    return listed;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  private void add(Omitted one) {
    count++;
    if (listed.size() < Packed.MOST_LISTED) {
      listed.add(one);
    }
  }

  /** The passage of the answer that one is most like; null where its source had its share. */
  private @Nullable String likest(int place) {
    Integer share = packing.maxPerSource();
    if (share != null && ofSource.getOrDefault(source(place), 0) >= share) {
      return null;
    }
    String likest = null;
    double most = -1;
    for (int other : kept) {
      double like = likeness().of(place, other);
      if (like > most) {
        most = like;
        likest = shownAs.get(other);
      }
    }
    return likest;
  }

  private Likeness likeness() {
    if (likeness == null) {
      int deepest = kept.isEmpty() ? 0 : kept.getLast() + 1;
      likeness =
          Likeness.among(
              ranked.subList(
                  0, Math.max(deepest, Math.min(ranked.size(), kept.size() + Packed.MOST_LISTED))));
    }
    return likeness;
  }

  private String id(int place) {
    return ranked.get(place).passage().id();
  }

  private String source(int place) {
    return ranked.get(place).passage().source();
  }
}
