package dev.tributary.evaluation;

import dev.tributary.evaluation.Answered.Heard;
import dev.tributary.evaluation.Report.Comparison;
import dev.tributary.evaluation.Report.Language;
import dev.tributary.evaluation.Report.Means;
import dev.tributary.evaluation.Report.Row;
import dev.tributary.evaluation.Report.SourceRow;
import dev.tributary.evaluation.Report.Without;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Averages, percentiles and comparisons over all questions. */
final class Summary {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Evaluation evaluation;
  private final List<Answered> answered;
  private final BooleanSupplier unwanted;
  private final Function<Answered, Scores> baseline;

  /**
   * @param answered all questions, in an order of their own, so that every sum is taken in it
   * @param unwanted whether nobody waits for the report any more
   */
  Summary(Evaluation evaluation, List<Answered> answered, BooleanSupplier unwanted) {
    this.evaluation = evaluation;
    this.answered = answered;
    this.unwanted = unwanted;
    String name = evaluation.baseline().name();
    this.baseline = one -> one.byConfiguration().get(name);
  }

  Report report() {
    return new Report(
        answered.size(),
        evaluation.collection().skipped(),
        evaluation.recallAt(),
        evaluation.baseline().name(),
        evaluation.configurations().stream().map(this::row).toList(),
        answered.getFirst().heard().stream().map(this::source).toList(),
        evaluation.folds() == 0
            ? null
            : new WeightsTuned(answered, evaluation.folds(), unwanted).weights(),
        degraded());
  }

  /** Reasons that differ in a number alone, such as a time, are one. */
  private List<String> degraded() {
    Map<String, String> reasons = new TreeMap<>();
    Map<String, Integer> questions = new HashMap<>();
    for (Answered one : answered) {
      Set<String> kinds = new HashSet<>();
      for (String reason : one.degraded()) {
        String kind = NUMBER.matcher(reason).replaceAll("0");
        reasons.putIfAbsent(kind, reason);
        kinds.add(kind);
      }
      kinds.forEach(kind -> questions.merge(kind, 1, Integer::sum));
    }
    List<String> told = new ArrayList<>(reasons.size());
    reasons.forEach(
        (kind, reason) ->
            told.add(
                "%s (%d of %d questions)".formatted(reason, questions.get(kind), answered.size())));
    return told;
  }

  private Row row(Configuration way) {
    Function<Answered, Scores> scores = one -> one.byConfiguration().get(way.name());
    boolean isBaseline = way.name().equals(evaluation.baseline().name());
    return new Row(way.name(), means(scores), isBaseline ? null : compared(scores));
  }

  private SourceRow source(Heard of) {
    List<Heard> all = new ArrayList<>(answered.size());
    answered.forEach(one -> all.addAll(one.heard().stream().filter(of::isSameSource).toList()));
    List<Long> times = all.stream().filter(Heard::asked).map(Heard::millis).toList();
    return new SourceRow(
        of.name(),
        of.kind(),
        (int) all.stream().filter(Heard::answered).count(),
        times.isEmpty() ? null : Percentile.of(times, 0.5),
        times.isEmpty() ? null : Percentile.of(times, 0.95),
        means(one -> one.bySource().get(of.name())),
        answered.getFirst().without().isEmpty() ? null : without(of));
  }

  private Without without(Heard of) {
    Function<Answered, Scores> scores = one -> one.without().get(of.name());
    List<Long> slowest = answered.stream().map(one -> slowestBut(of, one)).toList();
    return new Without(means(scores), compared(scores), Percentile.of(slowest, 0.95));
  }

  /** How long an answer would have waited for the other sources. */
  private static long slowestBut(Heard of, Answered one) {
    return one.heard().stream()
        .filter(heard -> heard.awaited() && !of.isSameSource(heard))
        .mapToLong(Heard::millis)
        .max()
        .orElse(0);
  }

  private Means means(Function<Answered, Scores> scores) {
    Map<String, List<Scores>> byLanguage = new TreeMap<>();
    for (Answered one : answered) {
      byLanguage
          .computeIfAbsent(one.question().language(), _ -> new ArrayList<>())
          .add(scores.apply(one));
    }
    Map<String, Language> languages = new TreeMap<>();
    byLanguage.forEach((code, of) -> languages.put(code, new Language(of.size(), Scores.mean(of))));
    return new Means(Scores.mean(answered.stream().map(scores).toList()), languages);
  }

  private Comparison compared(Function<Answered, Scores> scores) {
    return compared(ndcgs(answered, scores), ndcgs(answered, baseline));
  }

  /** A way to rank beside the baseline, question by question. */
  static Comparison compared(double[] ndcgs, double[] baseline) {
    double difference = 0;
    for (int i = 0; i < ndcgs.length; i++) {
      difference += ndcgs[i] - baseline[i];
    }
    return new Comparison(difference / ndcgs.length, Randomisation.p(ndcgs, baseline));
  }

  private static double[] ndcgs(List<Answered> answered, Function<Answered, Scores> scores) {
    return answered.stream().mapToDouble(one -> scores.apply(one).ndcg()).toArray();
  }
}
