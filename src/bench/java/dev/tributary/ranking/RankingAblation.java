package dev.tributary.ranking;

import dev.tributary.bench.JudgedSet;
import dev.tributary.embedding.Embedders;
import dev.tributary.evaluation.Gains;
import dev.tributary.passage.PassageId;
import dev.tributary.ranking.FederatedLists.Case;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What each constant of pooled scoring is worth: nDCG@10 with it and without, by words alone, with
 * cosines of the best 32, and with all cosines; then the same constants chosen on four fifths of
 * the questions and tried on the other fifth.
 *
 * <p>Argument: a folder of indexes that {@code federated.mjs --index} has filled, one a source. A
 * copy of it, since opening writes.
 */
public final class RankingAblation {
  private static final int OWN_TOP = 10;
  private static final int FOLDS = 5;
  private static final PrintStream OUT = System.out;
  private static final PassageTexts TEXTS = new PassageTexts(Long.MAX_VALUE);

  /** All that is chosen: the constants and the cosine's weight. */
  private record Choice(Tuning tuning, double cosine) {
    static final Choice MADE =
        new Choice(Tuning.DEFAULT, PooledScoring.cosineWeight(Embedders.DEFAULT_MODEL));

    Choice with(int axis, double value) {
      double[] all = {
        tuning.k1(),
        tuning.b(),
        tuning.title(),
        tuning.pair(),
        tuning.rankBesideWords(),
        tuning.rankBesideCosine(),
        cosine
      };
      all[axis] = value;
      return new Choice(new Tuning(all[0], all[1], all[2], all[3], all[4], all[5]), all[6]);
    }
  }

  /** A constant and the values that are tried. */
  private record Axis(String name, double... values) {}

  private static final List<Axis> AXES =
      List.of(
          new Axis("k1", 0.6, 0.9, 1.2),
          new Axis("b", 0.25, 0.4, 0.5, 0.75),
          new Axis("weight of the title", 1, 2, 3),
          new Axis("weight of pairs", 0, 0.15, 0.3, 0.6),
          new Axis("rank beside words", 0, 0.25, 0.5, 1),
          new Axis("rank beside cosine", 0, 0.1, 0.25),
          new Axis("weight of the cosine", 0.4, 0.5, 0.6, 0.7, 1));

  /** A pool, ready to be ranked again and again. */
  private record Judged(Case asked, Pool pool, double[] cosines) {
    static Judged of(Case asked) {
      Pool pool = Pool.of(asked.lists(), TEXTS).withoutNearDuplicates();
      return new Judged(asked, pool, Cosines.atHand(asked.vector(), pool.candidates()));
    }

    double words(Choice choice) {
      return gain(PooledScoring.of(asked.question(), pool, choice.tuning).byWords());
    }

    double head(Choice choice) {
      PooledScoring scoring = PooledScoring.of(asked.question(), pool, choice.tuning);
      PooledWords words = new PooledWords(scoring, scoring.byWords());
      PooledScoring head = words.head();
      double[] found = Cosines.atHand(asked.vector(), head.candidates());
      return gain(PooledScoring.join(head.byCosine(found, choice.cosine), words.ranking()));
    }

    double all(Choice choice) {
      return gain(
          PooledScoring.of(asked.question(), pool, choice.tuning).byCosine(cosines, choice.cosine));
    }

    private double gain(List<Scored> best) {
      return Gains.ndcg(
          best.stream()
              .limit(3 * OWN_TOP)
              .map(one -> PassageId.nativeId(one.candidate().passage().id()))
              .distinct()
              .toList(),
          asked.judged());
    }
  }

  /** One way to rank, by the same constants. */
  private enum Way {
    WORDS,
    HEAD,
    ALL;

    double of(Judged judged, Choice choice) {
      return switch (this) {
        case WORDS -> judged.words(choice);
        case HEAD -> judged.head(choice);
        case ALL -> judged.all(choice);
      };
    }

    double mean(List<Judged> questions, Choice choice) {
      return questions.stream().mapToDouble(q -> of(q, choice)).average().orElse(0);
    }
  }

  private RankingAblation() {}

  public static void main(String[] arguments) throws IOException {
    try (FederatedLists federation = new FederatedLists()) {
      List<Judged> questions =
          federation
              .ask(
                  federation.open(Path.of(arguments[0]), true), JudgedSet.read("fed_core"), OWN_TOP)
              .stream()
              .map(Judged::of)
              .toList();
      ablate(questions);
      adapt(questions);
      crossValidate(questions);
    }
    System.exit(0); // timers and pools end with the process
  }

  private static void ablate(List<Judged> questions) {
    OUT.println("| | words | 32 cosines | all cosines |\n|---|---|---|---|");
    row("as it is", questions, Choice.MADE);
    for (int axis = 0; axis < AXES.size(); axis++) {
      for (double value : AXES.get(axis).values) {
        Choice choice = Choice.MADE.with(axis, value);
        if (!choice.equals(Choice.MADE)) {
          row(AXES.get(axis).name + " " + value, questions, choice);
        }
      }
    }
  }

  private static void row(String label, List<Judged> questions, Choice choice) {
    OUT.printf(
        "| %s | %.4f | %.4f | %.4f |%n",
        label,
        Way.WORDS.mean(questions, choice),
        Way.HEAD.mean(questions, choice),
        Way.ALL.mean(questions, choice));
  }

  /** A weight of the cosine that depends on the question. */
  private static void adapt(List<Judged> questions) {
    OUT.println("\n| more cosine for questions … | by .1 | by .2 |\n|---|---|---|");
    int axis = AXES.size() - 1;
    double usual = Choice.MADE.cosine;
    double[][] sums = new double[3][2];
    for (Judged one : questions) {
      int words = one.asked.question().text().split("\\s+", -1).length;
      double best = Arrays.stream(one.cosines).max().orElse(0);
      double spread = ZScores.over(one.cosines).of(best);
      int[] signs = {sign(words, 7, 14), sign(best, 0.5, 0.7), sign(spread, 3, 4)};
      for (int kind = 0; kind < signs.length; kind++) {
        sums[kind][0] += one.all(Choice.MADE.with(axis, usual + 0.1 * signs[kind]));
        sums[kind][1] += one.all(Choice.MADE.with(axis, usual + 0.2 * signs[kind]));
      }
    }
    List<String> kinds =
        List.of("of many words", "with a passage very near", "with one passage nearer than others");
    for (int kind = 0; kind < kinds.size(); kind++) {
      OUT.printf(
          "| %s | %.4f | %.4f |%n",
          kinds.get(kind), sums[kind][0] / questions.size(), sums[kind][1] / questions.size());
    }
  }

  private static int sign(double value, double low, double high) {
    return value > high ? 1 : value < low ? -1 : 0;
  }

  /** Chooses on four fifths, one constant after the other, and tries on the last. */
  private static void crossValidate(List<Judged> questions) {
    List<Judged> shuffled = new ArrayList<>(questions);
    Collections.shuffle(shuffled, new Random(5));
    OUT.println("\n| chosen on other questions | nDCG@10 |\n|---|---|");
    for (Way way : Way.values()) {
      double sum = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        List<Judged> train = new ArrayList<>();
        List<Judged> test = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
          (i % FOLDS == fold ? test : train).add(shuffled.get(i));
        }
        Choice chosen = chosen(way, train);
        sum += way.mean(test, chosen) * test.size();
      }
      OUT.printf("| %s | %.4f |%n", way, sum / shuffled.size());
    }
  }

  private static Choice chosen(Way way, List<Judged> train) {
    // From the textbook, so that nothing of our own choice is in it.
    Choice best = new Choice(new Tuning(0.9, 0.4, 1, 0, 0, 0), 0.5);
    double most = way.mean(train, best);
    for (int axis = 0; axis < AXES.size(); axis++) {
      Choice from = best;
      for (double value : AXES.get(axis).values) {
        Choice choice = from.with(axis, value);
        double mean = way.mean(train, choice);
        if (mean > most) {
          most = mean;
          best = choice;
        }
      }
    }
    return best;
  }
}
