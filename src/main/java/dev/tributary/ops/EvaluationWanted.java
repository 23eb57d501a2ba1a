package dev.tributary.ops;

import dev.tributary.evaluation.Evaluation;
import dev.tributary.evaluation.TestCollection;
import dev.tributary.evaluation.TestFiles;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Question;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes an evaluation of the configuration. */
final class EvaluationWanted {
  private static final String KEY = EvaluateConfig.PREFIX + ".";

  private EvaluationWanted() {}

  /**
   * What is to be evaluated; nothing when no questions are configured.
   *
   * @throws BadConfiguration when the files cannot be read, or a value is out of its bounds
   */
  static Optional<Evaluation> by(EvaluateConfig config) {
    return config.questions().map(questions -> evaluation(config, questions));
  }

  private static Evaluation evaluation(EvaluateConfig config, List<Path> questions) {
    try {
      return new Evaluation(
          collection(config, questions),
          request(config),
          List.of(),
          config.recallAt(),
          config.concurrency(),
          config.folds());
    } catch (IllegalArgumentException e) {
      throw new BadConfiguration(List.of(KEY + "*: " + e.getMessage()));
    }
  }

  private static TestCollection collection(EvaluateConfig config, List<Path> questions) {
    List<Path> qrels =
        config
            .qrels()
            .orElseThrow(
                () -> new BadConfiguration(KEY + "qrels", "missing", "a file of judgments"));
    try {
      return TestFiles.read(questions, qrels);
    } catch (IllegalArgumentException e) {
      throw new BadConfiguration(List.of(KEY + "questions, qrels: " + e.getMessage()));
    }
  }

  private static RetrievalRequest request(EvaluateConfig config) {
    FusionMethod fusion =
        FusionMethod.of(config.fusion())
            .orElseThrow(
                () ->
                    new BadConfiguration(
                        KEY + "fusion",
                        config.fusion(),
                        String.join(", ", FusionMethod.wireNames())));
    RetrievalRequest any = RetrievalRequest.of(new Question("each of the questions"));
    return new RetrievalRequest(
        any.question(),
        config.topK(),
        config.sources().orElse(List.of()).stream().distinct().map(SourceChoice::of).toList(),
        any.exclude(),
        null,
        null,
        0,
        false,
        fusion,
        any.k());
  }
}
