package dev.tributary.ranking;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.bench.JudgedSet;
import dev.tributary.embedding.Embedders;
import dev.tributary.evaluation.Gains;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.ranking.FederatedLists.Case;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.source.Source;
import dev.tributary.source.lucene.FilledIndexes;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ranking of separate sources is worth, by the server's own pipeline: all fusions of the
 * same lists, one merged index beside them, cosines that are computed at question time and their
 * price, and a source that only brings noise.
 *
 * <p>Arguments: a folder of indexes that {@code federated.mjs --index} has filled, one a source (a
 * copy of it, since opening writes); then the parts to measure, all by default.
 */
public final class RankingClaims {
  private static final int OWN_TOP = 10;
  private static final int MERGED_TOP = 290;
  private static final int TIMED = 100;
  private static final List<String> PARTS = List.of("computed", "merged", "noise", "price");
  private static final PrintStream OUT = System.out;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FederatedLists federation;
  private final Ranking ranking;

  private RankingClaims(FederatedLists federation) {
    this.federation = federation;
    this.ranking = federation.ranking();
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> parts =
        arguments.length == 1 ? PARTS : List.of(arguments).subList(1, arguments.length);
    JudgedSet set = JudgedSet.read("fed_core");
    try (FederatedLists federation = new FederatedLists()) {
      new RankingClaims(federation).print(folder, set, parts);
    }
    System.exit(0); // timers and pools end with the process
  }

  private void print(Path folder, JudgedSet set, List<String> parts) throws IOException {
    List<Source> sources = federation.open(folder, true);
    List<Case> cases = federation.ask(sources, set, OWN_TOP);
    List<Case> bare = cases.stream().map(Case::withoutVectors).toList();
    OUT.printf("%d questions, %d sources%n%n", cases.size(), sources.size());
    OUT.println("| ranking | nDCG@10 | p against the first |\n|---|---|---|");
    double[] full = row("pooled, all vectors", cases, plan(FusionMethod.POOLED, Cosine.ALL), null);
    if (parts.contains("computed")) {
      row("pooled, 32 cosines computed", bare, plan(FusionMethod.POOLED, Cosine.BEST), full);
    }
    row("pooled, no vector", bare, plan(FusionMethod.POOLED, Cosine.NONE), full);
    for (FusionMethod method : FusionMethod.values()) {
      if (method != FusionMethod.POOLED) {
        row(method.wireName(), cases, plan(method, Cosine.NONE), full);
      }
    }
    if (parts.contains("merged")) {
      merged(folder, set, full);
    }
    if (parts.contains("noise")) {
      noise(sources, set, cases, full);
    }
    if (parts.contains("price")) {
      price(bare);
    }
  }

  private void merged(Path folder, JudgedSet set, double[] full) throws IOException {
    Path into = Files.createTempDirectory("tributary-merged-").resolve("merged");
    FilledIndexes.merge(folder, into);
    List<Case> one = federation.ask(federation.open(into.getParent(), true), set, MERGED_TOP);
    row("one merged hybrid index, as it ranks", one, plan(FusionMethod.RRF, Cosine.NONE), full);
    row("its best " + MERGED_TOP + ", pooled", one, plan(FusionMethod.POOLED, Cosine.ALL), full);
  }

  private void noise(List<Source> sources, JudgedSet set, List<Case> cases, double[] full) {
    List<Source> more = new ArrayList<>(sources);
    more.add(federation.noise("noise", Noise.texts(cases)));
    List<Case> noisy = federation.ask(more, set, OWN_TOP);
    row(
        "pooled, all vectors, and a 30th source of noise",
        noisy,
        plan(FusionMethod.POOLED, Cosine.ALL),
        full);
    row(
        "pooled, no vector, and a 30th source of noise",
        noisy,
        plan(FusionMethod.POOLED, Cosine.NONE),
        full);
  }

  private void price(List<Case> bare) {
    OUT.println("\n| one question | CPU ms, median | 90th percentile |\n|---|---|---|");
    RankingPlan plan = plan(FusionMethod.POOLED, Cosine.BEST);
    double[] warm = new double[TIMED];
    double[] cold = new double[TIMED];
    for (int i = 0; i < TIMED; i++) {
      Case one = bare.get(i * bare.size() / TIMED);
      one.ranked(ranking, plan);
      long start = CPU.getProcessCpuTime();
      one.ranked(ranking, plan);
      warm[i] = (CPU.getProcessCpuTime() - start) / 1e6;
    }
    Ranking forgetful = federation.forgetfulRanking();
    for (int i = 0; i < TIMED; i++) {
      Case one = bare.get(i * bare.size() / TIMED);
      long start = CPU.getProcessCpuTime();
      one.ranked(forgetful, plan);
      cold[i] = (CPU.getProcessCpuTime() - start) / 1e6;
    }
    price("32 cosines, no vector known", cold);
    price("32 cosines, all vectors in the cache", warm);
    double[] seen = new double[bare.size()];
    double[] fresh = new double[bare.size()];
    PassageTexts all = new PassageTexts(Long.MAX_VALUE);
    for (int i = 0; i < seen.length; i++) {
      words(bare.get(i), all);
      seen[i] = words(bare.get(i), all);
      fresh[i] = words(bare.get(i), new PassageTexts(Long.MAX_VALUE));
    }
    price("words of the pool, near-duplicates merged, texts never seen", fresh);
    price("the same, texts seen before", seen);
  }

  private static double words(Case one, PassageTexts texts) {
    List<SourceList> lists = new ArrayList<>();
    for (SourceList list : one.lists()) {
      lists.add(new SourceList(list.source(), 1, 0, list.passages()));
    }
    // On this thread alone, whose clock is finer than that of the process.
    long start = THREADS.getCurrentThreadCpuTime();
    Pool pool = Pool.of(lists, texts).withoutNearDuplicates();
    PooledWords.of(one.question(), pool).ranked(OWN_TOP, null);
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
  }

  private static void price(String label, double[] millis) {
    Arrays.sort(millis);
    OUT.printf(
        "| %s | %.2f | %.2f |%n", label, millis[millis.length / 2], millis[millis.length * 9 / 10]);
  }

  private double[] row(
      String label, List<Case> cases, RankingPlan plan, double @Nullable [] against) {
    double[] values = new double[cases.size()];
    for (int i = 0; i < values.length; i++) {
      Case one = cases.get(i);
      values[i] = Gains.ndcg(one.ranked(ranking, plan), one.judged());
    }
    OUT.printf(
        "| %s | %.4f | %s |%n",
        label,
        Gains.mean(values),
        against == null ? "" : "%.4f".formatted(Gains.p(values, against)));
    return values;
  }

  private static RankingPlan plan(FusionMethod method, Cosine cosine) {
    return new RankingPlan(
        method,
        ReciprocalRank.DEFAULT_K,
        3 * OWN_TOP,
        cosine,
        cosine == Cosine.NONE ? null : Embedders.DEFAULT_MODEL,
        Packing.usual(method).mergesNearDuplicates());
  }
}
