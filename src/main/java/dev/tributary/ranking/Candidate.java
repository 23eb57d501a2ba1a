package dev.tributary.ranking;

import dev.tributary.passage.Identity;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One passage of the pool, whichever sources found it.
 *
 * @param passage the best copy: of the source with the highest priority, then the longest text,
 *     then the smallest id
 * @param text of the best copy
 * @param copies one a source, the one with the best rank there, by name of the source
 * @param priority of the best copy's source
 * @param rank the best one in any list
 * @param nearDuplicates the ids of other passages that were merged into this one, see {@link
 *     NearDuplicates}
 */
record Candidate(
    Passage passage,
    PassageText text,
    List<Copy> copies,
    int priority,
    int rank,
    List<String> nearDuplicates) {
  /** The order of a pool. */
  static final Comparator<Candidate> BY_ID = (a, b) -> a.passage.id().compareTo(b.passage.id());

  private static final Comparator<Copy> BY_SOURCE_AND_RANK =
      Comparator.comparing((Copy copy) -> copy.list().source()).thenComparingInt(Copy::rank);

  /** Which one's copy is shown when several are merged. */
  static final Comparator<Candidate> BEST_COPY_FIRST =
      (a, b) -> better(a.priority, a.passage, b.priority, b.passage);

  private static int better(int priority, Passage one, int otherPriority, Passage other) {
    int order = Integer.compare(otherPriority, priority);
    if (order == 0) {
      order = Integer.compare(other.text().length(), one.text().length());
    }
    return order == 0 ? one.id().compareTo(other.id()) : order;
  }

  /**
   * A passage where a source put it.
   *
   * @param rank from 1
   * @param idKey its id as a key among other keys
   * @param documents see {@link Identity#documents}
   */
  record Copy(
      SourceList list,
      int rank,
      Passage passage,
      PassageText text,
      String idKey,
      List<String> documents) {
    static Copy of(SourceList list, int rank, Passage passage, PassageText text) {
      return new Copy(list, rank, passage, text, "id:" + passage.id(), Identity.documents(passage));
    }

    private boolean isBetterThan(Copy other) {
      return better(list.priority(), passage, other.list.priority(), other.passage) < 0;
    }
  }

  /**
   * Merges copies of one passage.
   *
   * @param found at least one, by name of the source and then by rank
   */
  static Candidate of(List<Copy> found) {
    Copy best = found.getFirst();
    int rank = best.rank();
    List<Copy> copies = new ArrayList<>(found.size());
    for (Copy copy : found) {
      best = copy.isBetterThan(best) ? copy : best;
      rank = Math.min(rank, copy.rank());
      if (copies.isEmpty() || copies.getLast().list() != copy.list()) {
        copies.add(copy);
      }
    }
    return new Candidate(
        best.passage(), best.text(), copies, best.list().priority(), rank, List.of());
  }

  /**
   * Merges passages that say nothing beyond the first one.
   *
   * @param group at least one, by {@link #BEST_COPY_FIRST}
   */
  static Candidate ofNearDuplicates(List<Candidate> group) {
    Candidate best = group.getFirst();
    if (group.size() == 1) {
      return best;
    }
    List<Copy> found = new ArrayList<>();
    List<String> ids = new ArrayList<>(group.size() - 1);
    group.forEach(one -> found.addAll(one.copies));
    group.subList(1, group.size()).forEach(one -> ids.add(one.passage.id()));
    found.sort(BY_SOURCE_AND_RANK);
    Candidate merged = of(found);
    return new Candidate(best.passage, best.text, merged.copies, best.priority, merged.rank, ids);
  }

  /** All sources that found it, the best copy's first, then by name. */
  List<String> sources() {
    List<String> sources = new ArrayList<>(copies.size());
    sources.add(passage.source());
    for (Copy copy : copies) {
      if (!copy.list().source().equals(passage.source())) {
        sources.add(copy.list().source());
      }
    }
    return sources;
  }

  /** A vector in a model's space, the best copy's first; null when no source returned one. */
  @Nullable Vector vector(String model) {
    if (isOf(model, passage.vector())) {
      return passage.vector();
    }
    for (Copy copy : copies) {
      if (isOf(model, copy.passage().vector())) {
        return copy.passage().vector();
      }
    }
    return null;
  }

  private static boolean isOf(String model, @Nullable Vector vector) {
    return vector != null && vector.model().equals(model);
  }
}
