package dev.tributary.ranking;

import dev.tributary.bench.JudgedSet;
import dev.tributary.embedding.Embedders;
import dev.tributary.evaluation.Gains;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.ranking.FederatedLists.Case;
import dev.tributary.ranking.RankingPlan.Cosine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What it does to the best ten that near-duplicates are merged, that they are chosen to be unlike
 * each other, and that no source has more than its share: nDCG@10, and how many of the ten change.
 *
 * <p>Argument: a folder of indexes that {@code federated.mjs --index} has filled, one a source. A
 * copy of it, since opening writes.
 */
public final class PackingClaims {
  private static final int TOP = 10;
  private static final double[] DIVERSITIES = {0.1, 0.2, 0.3, 0.5, 0.7};
  private static final int[] SHARES = {5, 3, 2, 1};
  private static final PrintStream OUT = System.out;

  private final List<Case> cases;
  private final Cosine cosine;
  private final Ranking ranking;
  private final List<Ranked> best;
  private final double[] gains;

  private PackingClaims(List<Case> cases, Cosine cosine, Ranking ranking) {
    this.cases = cases;
    this.cosine = cosine;
    this.ranking = ranking;
    this.best = lists(new Packing(true, 0, null, null, false));
    this.gains = gains(best);
  }

  public static void main(String[] arguments) throws IOException {
    JudgedSet set = JudgedSet.read("fed_core");
    try (FederatedLists federation = new FederatedLists()) {
      List<Case> cases = federation.ask(federation.open(Path.of(arguments[0]), true), set, TOP);
      Ranking ranking = federation.ranking();
      new PackingClaims(cases, Cosine.ALL, ranking).print("all sources return vectors");
      new PackingClaims(cases.stream().map(Case::withoutVectors).toList(), Cosine.NONE, ranking)
          .print("no vector at all");
    }
    System.exit(0); // timers and pools end with the process
  }

  private void print(String title) {
    OUT.printf("%n| %s | nDCG@10 | p | of ten, others |%n|---|---|---|---|%n", title);
    row("near-duplicates merged, the best ten", best);
    OUT.printf("| … each counting as its best copy | %.4f | | |%n", Gains.mean(asBestCopies()));
    row("near-duplicates kept", lists(new Packing(false, 0, null, null, false)));
    for (double diversity : DIVERSITIES) {
      row("diversity " + diversity, lists(new Packing(true, diversity, null, null, false)));
    }
    for (int share : SHARES) {
      row("max_per_source " + share, lists(new Packing(true, 0, share, null, false)));
    }
  }

  private void row(String label, List<Ranked> found) {
    double[] theirs = gains(found);
    double others = 0;
    for (int i = 0; i < found.size(); i++) {
      Set<String> changed = new HashSet<>(Case.documents(found.get(i)));
      Case.documents(best.get(i)).forEach(changed::remove);
      others += changed.size();
    }
    OUT.printf(
        "| %s | %.4f | %.4f | %.2f |%n",
        label, Gains.mean(theirs), Gains.p(theirs, gains), others / found.size());
  }

  private List<Ranked> lists(Packing packing) {
    RankingPlan plan =
        new RankingPlan(
            FusionMethod.POOLED,
            ReciprocalRank.DEFAULT_K,
            packing.depth(TOP),
            cosine,
            cosine == Cosine.NONE ? null : Embedders.DEFAULT_MODEL,
            packing.mergesNearDuplicates());
    return cases.stream().map(one -> one.packed(ranking, plan, TOP, packing)).toList();
  }

  private double[] gains(List<Ranked> found) {
    double[] all = new double[found.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = Gains.ndcg(Case.documents(found.get(i)), cases.get(i).judged());
    }
    return all;
  }

  /** As if each passage were that of those merged into it which is judged best. */
  private double[] asBestCopies() {
    double[] all = new double[best.size()];
    for (int i = 0; i < all.length; i++) {
      Map<String, Integer> judged = cases.get(i).judged();
      List<String> copies =
          best.get(i).passages().stream().map(one -> bestCopy(one, judged)).distinct().toList();
      all[i] = Gains.ndcg(copies, judged);
    }
    return all;
  }

  private static String bestCopy(RankedPassage one, Map<String, Integer> judged) {
    return Stream.concat(Stream.of(one.passage().id()), one.nearDuplicates().stream())
        .map(PassageId::nativeId)
        .max(Comparator.comparingInt(id -> judged.getOrDefault(id, 0)))
        .orElseThrow();
  }
}
