package dev.tributary.source;

import dev.tributary.passage.Passage;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Several lists over the same documents as one: they rank the same things, so ranks compare. */
public final class FusedLists {
  /** How deep each list goes at least before they are fused. */
  public static final int DEPTH = 50;

  private FusedLists() {}

  /**
   * What stands in several lists, once.
   *
   * @param score the sum of its reciprocal ranks
   */
  public record Fused<T>(T item, double score) {}

  /**
   * The best passages by reciprocal rank (k = {@value ReciprocalRank#DEFAULT_K}); their scores are
   * {@link Signal#SCORE}. Of a passage in several lists the copy that has a vector is kept.
   */
  public static List<Passage> of(List<List<Passage>> lists, int limit) {
    return of(
            lists,
            Passage::id,
            (known, more) -> known.vector() == null ? more : known,
            Comparator.comparing(Passage::id),
            limit)
        .stream()
        .map(fused -> scored(fused.item(), fused.score()))
        .toList();
  }

  /**
   * The best of anything by reciprocal rank: for lists that are long and dear to read, of which
   * only the best become passages.
   *
   * @param key tells what is the same in two lists
   * @param kept of two copies
   * @param ties decides among equals; no other is looked at by it
   * @param limit at least 1
   */
  public static <T, K> List<Fused<T>> of(
      List<List<T>> lists,
      Function<T, K> key,
      BinaryOperator<T> kept,
      Comparator<T> ties,
      int limit) {
    Map<K, Fused<T>> all = new HashMap<>();
    for (List<T> list : lists) {
      for (int i = 0; i < list.size(); i++) {
        T item = list.get(i);
        all.merge(
            key.apply(item),
            new Fused<>(item, ReciprocalRank.of(i + 1, ReciprocalRank.DEFAULT_K)),
            (known, more) ->
                new Fused<>(kept.apply(known.item(), more.item()), known.score() + more.score()));
      }
    }
    double least = least(all.values(), limit);
    return all.values().stream()
        .filter(one -> one.score() >= least)
        .sorted(
            Comparator.<Fused<T>>comparingDouble(one -> -one.score())
                .thenComparing(Fused::item, ties))
        .limit(limit)
        .toList();
  }

  /** The score of the last of the best; of what is behind it no two have to be told apart. */
  private static <T> double least(Collection<Fused<T>> all, int limit) {
    double[] scores = all.stream().mapToDouble(Fused::score).sorted().toArray();
    return scores.length <= limit ? 0 : scores[scores.length - limit];
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
