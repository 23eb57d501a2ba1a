package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * CPU time of one ranking: lists of 10 passages of 1,000 characters, the best 10 returned.
 *
 * <p>The lists are made anew for each call, as sources make them; {@code New} has seen none of the
 * texts before, the others all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RankingBench {
  private static final int DIMENSIONS = 384;
  private static final List<String> LITTLE = List.of("the", "of", "and", "to", "in", "is", "that");

  private final PassageTexts seen = new PassageTexts(PassageTexts.DEFAULT_CHARACTERS);
  private final Question question =
      new Question("how do kelora streams and mavitos flow into rivers");

  @Param({"80", "300"})
  private int candidates;

  private List<SourceList> lists = List.of();
  private Pool pool = new Pool(List.of());
  private List<RankedPassage> ranked = List.of();
  private List<RankedPassage> rankedWithoutVectors = List.of();
  private Vector vector = new Vector("m", new float[] {1});

  @Setup
  public void makeLists() {
    Random random = new Random(1);
    List<String> vocabulary = vocabulary(random);
    List<SourceList> made = new ArrayList<>();
    for (int s = 0; s < candidates / 10; s++) {
      List<Passage> passages = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        passages.add(passage(random, vocabulary, "source-" + s, i));
      }
      made.add(new SourceList("source-" + s, 1, 0, passages));
    }
    lists = made;
    vector = vector(random);
    words();
    pool = Pool.of(lists, seen);
    ranked = PooledWords.of(question, pool).ranked(candidates, null).passages();
    rankedWithoutVectors = ranked.stream().map(RankingBench::withoutVector).toList();
  }

  private static RankedPassage withoutVector(RankedPassage one) {
    Passage p = one.passage();
    Passage bare =
        new Passage(
            p.id(),
            p.source(),
            p.title(),
            p.url(),
            p.text(),
            null,
            Map.of(),
            p.signal(),
            p.rawScore(),
            null);
    return new RankedPassage(bare, one.score(), one.sources(), one.contributions());
  }

  @Benchmark
  public Ranked rrf() {
    List<Scored> scored = new ArrayList<>(Fusion.rrf(60).score(Pool.of(fresh(), seen)));
    scored.sort(Scored.BEST_FIRST);
    return Scored.ranked(scored, 10, scored.size(), null, null);
  }

  /** As a request that says nothing is ranked, when no source returns vectors. */
  @Benchmark
  public Ranked words() {
    return PooledWords.of(question, merged(seen)).ranked(10, null);
  }

  /** The same for texts that were never seen. */
  @Benchmark
  public Ranked wordsNew() {
    return PooledWords.of(question, merged(unread())).ranked(10, null);
  }

  /** The same when near-duplicates are kept. */
  @Benchmark
  public Ranked wordsNewKept() {
    return PooledWords.of(question, Pool.of(fresh(), unread())).ranked(10, null);
  }

  /** What merging adds when the texts have been read: none of the passages is like another. */
  @Benchmark
  public List<Candidate> nearDuplicates() {
    return NearDuplicates.merged(pool.candidates());
  }

  /** Ten of the pool by MMR, over vectors and over words. */
  @Benchmark
  public List<Integer> diverseByVectors() {
    return Diversity.choose(ranked, 10, 0.3, 3, () -> false);
  }

  @Benchmark
  public List<Integer> diverseByWords() {
    return Diversity.choose(rankedWithoutVectors, 10, 0.3, 3, () -> false);
  }

  @Benchmark
  public Ranked wordsAndCosines() {
    Pool merged = merged(seen);
    double[] cosines = Cosines.atHand(vector, merged.candidates());
    List<Scored> best = PooledScoring.of(question, merged).byCosine(cosines, 0.5);
    return Scored.ranked(best, 10, best.size(), "m", null);
  }

  private Pool merged(PassageTexts texts) {
    return Pool.of(fresh(), texts).withoutNearDuplicates();
  }

  private static PassageTexts unread() {
    return new PassageTexts(PassageTexts.DEFAULT_CHARACTERS);
  }

  /** Equal lists of other strings, whose hash nobody knows yet. */
  private List<SourceList> fresh() {
    List<SourceList> copies = new ArrayList<>(lists.size());
    for (SourceList list : lists) {
      List<Passage> passages = new ArrayList<>(list.passages().size());
      for (Passage p : list.passages()) {
        String text = new String(p.text().toCharArray());
        passages.add(
            new Passage(
                p.id(),
                p.source(),
                p.title(),
                p.url(),
                text,
                null,
                Map.of(),
                p.signal(),
                p.rawScore(),
                p.vector()));
      }
      copies.add(new SourceList(list.source(), 1, 0, passages));
    }
    return copies;
  }

  private static Passage passage(Random random, List<String> vocabulary, String source, int i) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 1_000) {
      // Frequencies fall as in a language: the square leans to the first words.
      double place = random.nextDouble() * random.nextDouble();
      boolean little = random.nextInt(3) == 0;
      text.append(
              little
                  ? LITTLE.get(random.nextInt(LITTLE.size()))
                  : vocabulary.get((int) (place * vocabulary.size())))
          .append(random.nextInt(12) == 0 ? ". " : " ");
    }
    return new Passage(
        source + ":" + i,
        source,
        "About " + vocabulary.get(random.nextInt(100)),
        "https://example.com/" + source + "/" + i,
        text.toString(),
        null,
        Map.of(),
        Signal.BM25,
        20.0 - i,
        vector(random));
  }

  private static List<String> vocabulary(Random random) {
    List<String> syllables = List.of("ke", "lo", "ra", "ma", "vi", "to", "sen", "dri", "pu", "nal");
    List<String> endings = List.of("", "s", "ing", "ed", "tion", "er");
    List<String> words = new ArrayList<>(List.of("streams", "rivers", "flow"));
    while (words.size() < 4_000) {
      StringBuilder word = new StringBuilder();
      for (int s = 2 + random.nextInt(2); s > 0; s--) {
        word.append(syllables.get(random.nextInt(syllables.size())));
      }
      words.add(word + endings.get(random.nextInt(endings.size())));
    }
    Collections.shuffle(words, random);
    return words;
  }

  private static Vector vector(Random random) {
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Vector("m", values);
  }
}
