package dev.tributary.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.embedding.ConfiguredEmbedders;
import dev.tributary.embedding.Embedder;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an embedding model is worth and what it costs: nDCG@10 by cosine alone on SciFact, texts a
 * second, and the processor's milliseconds for a question and for a passage of 1,200 characters.
 *
 * <p>{@code TRIBUTARY_EVAL_DATA} is a folder that holds {@code scifact} in BEIR's layout; arguments
 * are names of models, which system properties may configure as they do in the server.
 */
public final class EmbeddingModelBench {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int TOP = 10;
  private static final int TIMED = 300;
  private static final int LENGTH = 1200;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private EmbeddingModelBench() {}

  public static void main(String[] models) throws IOException {
    PrintStream out = System.out;
    JudgedSet set = JudgedSet.read("scifact");
    Map<String, String> corpus = set.documents();
    Map<String, String> questions = new LinkedHashMap<>();
    set.questions().forEach(asked -> questions.put(asked.id(), asked.text()));
    ConfiguredEmbedders embedders = LocalModels.of(new SystemTimers(), Map.of());
    out.println(
        "| model | nDCG@10 | passages/s | CPU ms a question | CPU ms a passage of 1,200 characters"
            + " |");
    out.println("|---|---|---|---|---|");
    for (String name : models) {
      Embedder embedder = embedders.find(name).orElseThrow();
      embedder.check().await().atMost(PATIENCE);
      double question =
          cpuMillis(
              questions.values().stream().limit(TIMED).toList(),
              text -> embedder.embedQuestion(text, Deadline.after(PATIENCE)));
      double passage =
          cpuMillis(
              corpus.values().stream()
                  .filter(text -> text.length() >= LENGTH)
                  .map(text -> text.substring(0, LENGTH))
                  .limit(TIMED)
                  .toList(),
              text -> embedder.embedPassage(text, Deadline.after(PATIENCE)));
      long start = System.nanoTime();
      Map<String, Vector> passages = vectors(corpus, embedder, false);
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Vector> asked = vectors(questions, embedder, true);
      out.printf(
          "| %s | %.3f | %.0f | %.1f | %.1f |%n",
          name, ndcg(asked, passages, set.judged()), corpus.size() / seconds, question, passage);
    }
    System.exit(0); // timers and pools end with the process
  }

  /** One at a time, and by the processor's clock, so that a busy machine distorts it less. */
  private static double cpuMillis(List<String> texts, Function<String, Uni<Vector>> embed) {
    // The number makes a text that no cache knows. The first round warms up.
    for (String text : texts) {
      embed.apply(text + " 1").await().atMost(PATIENCE);
    }
    long start = CPU.getProcessCpuTime();
    for (String text : texts) {
      embed.apply(text + " 2").await().atMost(PATIENCE);
    }
    return (CPU.getProcessCpuTime() - start) / 1e6 / texts.size();
  }

  private static Map<String, Vector> vectors(
      Map<String, String> texts, Embedder embedder, boolean question) {
    return Multi.createFrom()
        .iterable(texts.entrySet())
        .onItem()
        .transformToUni(
            e ->
                (question
                        ? embedder.embedQuestion(e.getValue(), Deadline.after(PATIENCE))
                        : embedder.embedPassage(e.getValue(), Deadline.after(PATIENCE)))
                    .map(v -> Map.entry(e.getKey(), v)))
        .merge(8)
        .collect()
        .asMap(Map.Entry::getKey, Map.Entry::getValue)
        .await()
        .atMost(PATIENCE);
  }

  private static double ndcg(
      Map<String, Vector> questions,
      Map<String, Vector> passages,
      Map<String, Map<String, Integer>> judgments) {
    return judgments.entrySet().stream()
        .mapToDouble(j -> ndcg(questions.get(j.getKey()), passages, j.getValue()))
        .average()
        .orElse(0);
  }

  private static double ndcg(
      Vector question, Map<String, Vector> passages, Map<String, Integer> relevant) {
    Map<String, Double> cosines = new HashMap<>();
    passages.forEach((id, vector) -> cosines.put(id, question.cosine(vector)));
    List<Integer> found =
        cosines.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(TOP)
            .map(e -> relevant.getOrDefault(e.getKey(), 0))
            .toList();
    List<Integer> ideal =
        relevant.values().stream().sorted(Comparator.reverseOrder()).limit(TOP).toList();
    return gain(found) / gain(ideal);
  }

  private static double gain(List<Integer> grades) {
    double sum = 0;
    for (int i = 0; i < grades.size(); i++) {
      sum += grades.get(i) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }
}
