package dev.tributary.evaluation;

import dev.tributary.passage.Identity;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.ranking.RankedPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows the judged document in a passage.
 *
 * <p>A judged id names, tried in this order, a passage ({@code docs:guide#2}), a document of a
 * source ({@code docs:guide}), or a document in whichever source ({@code guide}, as the source
 * itself writes it). A document counts once, where its best part stands; what nobody has judged is
 * counted by documents too. A passage that several sources found, or that others were merged into,
 * is every one of their documents: the one with the highest score counts.
 */
final class Judge {
  /** Below 0, as a score that nobody has given. */
  private static final int NOT_JUDGED = -1;

  private final Map<String, Integer> judgments;
  private final Map<String, List<Passage>> lists;
  private final Map<String, Set<String>> names = new HashMap<>();

  /**
   * @param lists what each source found, by its name
   */
  Judge(Map<String, Integer> judgments, Map<String, List<Passage>> lists) {
    this.judgments = judgments;
    this.lists = lists;
  }

  /** The name under which a passage's document counts. */
  String document(RankedPassage ranked) {
    String document = document(ranked.passage().id());
    for (String source : ranked.sources()) {
      if (!source.equals(ranked.passage().source())) {
        document = better(document, copyIn(source, ranked.passage()));
      }
    }
    for (String alike : ranked.nearDuplicates()) {
      document = better(document, alike);
    }
    return document;
  }

  /** The id that another source has for a passage which it found too. */
  private String copyIn(String source, Passage passage) {
    Set<String> names = names(passage);
    return lists.getOrDefault(source, List.of()).stream()
        .filter(other -> names(other).stream().anyMatch(names::contains))
        .map(Passage::id)
        .findFirst()
        .orElse(passage.id());
  }

  /** What a passage shares with its copies. The same ones come in every ranking. */
  private Set<String> names(Passage passage) {
    return names.computeIfAbsent(
        passage.id(),
        _ -> {
          Set<String> all = new HashSet<>(Identity.documents(passage));
          all.add(Identity.content(passage));
          return all;
        });
  }

  private String better(String document, String otherId) {
    String other = document(otherId);
    return score(other) > score(document) ? other : document;
  }

  /** The score of a document; below 0 when nobody has judged it. */
  int score(String document) {
    return judgments.getOrDefault(document, NOT_JUDGED);
  }

  /** The scores of a merged list's documents, best first. */
  int[] scores(List<RankedPassage> ranked) {
    return scoresOf(ranked.stream().map(this::document).toList());
  }

  /** The scores of the documents that one source found, best first. */
  int[] scoresOfSource(String source) {
    return scoresOf(
        lists.getOrDefault(source, List.of()).stream().map(p -> document(p.id())).toList());
  }

  private int[] scoresOf(List<String> documents) {
    Set<String> seen = new HashSet<>();
    List<Integer> scores = new ArrayList<>(documents.size());
    for (String document : documents) {
      if (seen.add(document)) {
        scores.add(score(document));
      }
    }
    return scores.stream().mapToInt(Integer::intValue).toArray();
  }

  private String document(String id) {
    String whole = PassageId.document(id);
    return List.of(id, whole, PassageId.nativeId(id)).stream()
        .filter(judgments::containsKey)
        .findFirst()
        .orElse(whole);
  }
}
