package dev.tributary.ranking;

import dev.tributary.bench.JudgedSet;
import dev.tributary.embedding.Embedders;
import dev.tributary.evaluation.Gains;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.FederatedLists.Case;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.source.Source;
import dev.tributary.source.lucene.FilledIndexes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * One hybrid collection, SciFact: its words alone, its vectors alone, and both together as the
 * index fuses them and as the pool ranks what it returned.
 *
 * <p>Argument: the folder of its index, one of those that {@code federated.mjs --index} has filled.
 * A copy of it, since opening writes.
 */
public final class HybridClaims {
  private static final int DEPTH = 50;
  private static final PrintStream OUT = System.out;

  private HybridClaims() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    JudgedSet set = JudgedSet.read("scifact");
    RankingPlan asItIs = plan(FusionMethod.RRF, Cosine.NONE);
    RankingPlan pooled = plan(FusionMethod.POOLED, Cosine.ALL);
    List<Case> text = ask(folder, set, false);
    List<Case> both = ask(folder, set, true);
    List<Vector> questions = both.stream().map(Case::vector).toList();
    double[] words = gains(text, asItIs);
    double[] vectors = gains(both, FilledIndexes.nearest(folder, questions, DEPTH));
    OUT.printf("%d claims%n%n", set.questions().size());
    OUT.println("| ranking | nDCG@10 | p against words | p against vectors |\n|---|---|---|---|");
    row("words alone (BM25)", words, words, vectors);
    row("vectors alone", vectors, words, vectors);
    row("both, fused by rank inside the index", gains(both, asItIs), words, vectors);
    row("both, its best " + DEPTH + " pooled", gains(both, pooled), words, vectors);
    System.exit(0); // timers and pools end with the process
  }

  private static List<Case> ask(Path folder, JudgedSet set, boolean hybrid) {
    try (FederatedLists one = new FederatedLists()) {
      Source source = one.openOne(folder, hybrid);
      return one.ask(List.of(source), set, DEPTH);
    }
  }

  private static void row(String label, double[] gains, double[] words, double[] vectors) {
    OUT.printf(
        "| %s | %.4f | %.4f | %.4f |%n",
        label, Gains.mean(gains), Gains.p(gains, words), Gains.p(gains, vectors));
  }

  private static double[] gains(List<Case> cases, RankingPlan plan) {
    Ranking ranking = new FederatedLists().ranking();
    return gains(cases, cases.stream().map(one -> one.ranked(ranking, plan)).toList());
  }

  private static double[] gains(List<Case> cases, List<List<String>> found) {
    double[] gains = new double[cases.size()];
    for (int i = 0; i < gains.length; i++) {
      // In the federated corpus a document has the name of its collection before its own.
      gains[i] =
          Gains.ndcg(
              found.get(i).stream().map(id -> id.substring(id.indexOf("::") + 2)).toList(),
              cases.get(i).judged());
    }
    return gains;
  }

  private static RankingPlan plan(FusionMethod method, Cosine cosine) {
    return new RankingPlan(
        method,
        ReciprocalRank.DEFAULT_K,
        DEPTH,
        cosine,
        cosine == Cosine.NONE ? null : Embedders.DEFAULT_MODEL,
        Packing.usual(method).mergesNearDuplicates());
  }
}
