package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.RankedPassage;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RankingStand;
import dev.tributary.ranking.SourceList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other weights without ranking again come to what ranking again comes to. */
class WeighableTest {
  private static final List<String> SOURCES = List.of("a", "b", "c");
  private static final List<String> WORDS =
      List.of("river", "water", "boat", "stone", "bridge", "fish", "reed", "bank");
  private static final Question QUESTION = new Question("river boat under the bridge");

  private final Random random = new Random(42);
  private final Map<String, List<Passage>> found = new HashMap<>();
  private final Map<String, Integer> judgments = new HashMap<>();

  @ParameterizedTest
  @EnumSource(FusionMethod.class)
  void other_weights_give_the_ndcg_of_ranking_again(FusionMethod method) {
    try (RankingStand stand = new RankingStand()) {
      for (int round = 0; round < 10; round++) {
        ask();
        Weighable weighable = taken(stand, method);
        double[] weights = {pick(), pick(), pick()};

        double again =
            Metrics.ndcg(judge().scores(ranked(stand, method, weights)), judgments.values(), 10);

        assertThat(weighable.ndcg(weights)).isEqualTo(again, within(1e-12));
      }
    }
  }

  /** Three lists of which some passages are in two, and judgments of some. */
  private void ask() {
    found.clear();
    judgments.clear();
    for (String source : SOURCES) {
      List<Passage> list = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        list.add(passage(source, i, text(), 20 - i - random.nextDouble()));
      }
      found.put(source, list);
    }
    found.get("b").set(3, passage("b", 3, found.get("a").get(5).text(), 16.5));
    for (String source : SOURCES) {
      judgments.put(source + ":" + random.nextInt(12), 1 + random.nextInt(3));
    }
  }

  private Weighable taken(RankingStand stand, FusionMethod method) {
    double ideal = Metrics.idealGain(judgments.values(), 10);
    return Weighable.of(
        method, ranked(stand, method, new double[] {1, 1, 1}), SOURCES, judge(), ideal);
  }

  private Judge judge() {
    return new Judge(judgments, found);
  }

  private List<RankedPassage> ranked(RankingStand stand, FusionMethod method, double[] weights) {
    List<SourceList> lists = new ArrayList<>();
    for (int i = 0; i < SOURCES.size(); i++) {
      lists.add(new SourceList(SOURCES.get(i), weights[i], 0, found.get(SOURCES.get(i))));
    }
    return stand.rank(QUESTION, lists, RankingPlan.lexical(method, 100)).passages();
  }

  private double pick() {
    return Tuning.WEIGHTS.get(random.nextInt(Tuning.WEIGHTS.size()));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  private static Passage passage(String source, int number, String text, double score) {
    return new Passage(
        PassageId.of(source, String.valueOf(number)),
        source,
        null,
        null,
        text,
        "en",
        Map.of(),
        Signal.SCORE,
        score,
        null);
  }
}
