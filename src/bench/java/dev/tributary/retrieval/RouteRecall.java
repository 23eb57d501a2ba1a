package dev.tributary.retrieval;

import dev.tributary.bench.JudgedSet;
import dev.tributary.embedding.Embedders;
import dev.tributary.evaluation.Gains;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.FederatedLists;
import dev.tributary.ranking.FederatedLists.Case;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.ranking.SourceList;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is lost when only some of the sources are asked, chosen by profiles that were learned from
 * the answers to other questions.
 *
 * <p>Argument: a folder of indexes that {@code federated.mjs --index} has filled, one a source. A
 * copy of it, since opening writes.
 */
public final class RouteRecall {
  private static final int SAMPLES = 200;
  private static final int[] ASKED = {3, 5, 8, 12, 16, 20, 29};
  private static final PrintStream OUT = System.out;
  private static final RankingPlan PLAN =
      new RankingPlan(
          FusionMethod.POOLED,
          ReciprocalRank.DEFAULT_K,
          30,
          Cosine.ALL,
          Embedders.DEFAULT_MODEL,
          true);

  private RouteRecall() {}

  public static void main(String[] arguments) throws IOException {
    try (FederatedLists federation = new FederatedLists()) {
      JudgedSet set = JudgedSet.read("fed_core");
      print(
          federation.ask(federation.open(Path.of(arguments[0]), true), set, 10),
          federation.ranking());
    }
    System.exit(0); // timers and pools end with the process
  }

  private static void print(List<Case> cases, Ranking ranking) {
    OUT.println("| sources asked | of the answers that all find | nDCG@10 |\n|---|---|---|");
    for (int asked : ASKED) {
      double recall = 0;
      double gain = 0;
      for (int half = 0; half < 2; half++) {
        Map<String, SourceProfile> profiles = learned(cases, 1 - half);
        for (int i = half; i < cases.size(); i += 2) {
          Case all = cases.get(i);
          Case some = all.with(best(all, profiles, asked));
          int whole = found(all).size();
          recall += whole == 0 ? 1 : (double) found(some).size() / whole;
          gain += Gains.ndcg(some.ranked(ranking, PLAN), all.judged());
        }
      }
      OUT.printf("| %d | %.3f | %.3f |%n", asked, recall / cases.size(), gain / cases.size());
    }
  }

  private static Map<String, SourceProfile> learned(List<Case> cases, int half) {
    Map<String, SourceProfile> profiles = new HashMap<>();
    for (int i = half; i < cases.size(); i += 2) {
      for (SourceList list : cases.get(i).lists()) {
        SourceProfile profile =
            profiles.computeIfAbsent(list.source(), _ -> new SourceProfile(SAMPLES));
        for (Passage passage : list.passages()) {
          Vector vector = passage.vector();
          if (vector != null) {
            profile.offer(passage.id(), vector);
          }
        }
      }
    }
    return profiles;
  }

  private static List<SourceList> best(Case one, Map<String, SourceProfile> profiles, int asked) {
    List<SourceList> lists = new ArrayList<>(one.lists());
    Map<String, Double> fits = new HashMap<>();
    profiles.forEach((source, profile) -> fits.put(source, profile.fit(one.vector())));
    lists.sort(Comparator.comparing(list -> -fits.getOrDefault(list.source(), 1.0)));
    return lists.subList(0, Math.min(asked, lists.size()));
  }

  private static Set<String> found(Case one) {
    Set<String> found = new HashSet<>();
    for (SourceList list : one.lists()) {
      for (Passage passage : list.passages()) {
        String document = PassageId.nativeId(passage.id());
        if (one.judged().containsKey(document)) {
          found.add(document);
        }
      }
    }
    return found;
  }
}
