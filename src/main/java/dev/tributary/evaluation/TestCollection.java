package dev.tributary.evaluation;

import dev.tributary.passage.Question;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions with their judgments.
 *
 * @param questions those to which something is relevant, in the order of their file: on the others
 *     no ranking can be better than another
 * @param skipped how many others there were
 */
public record TestCollection(List<Judged> questions, int skipped) {
  /**
   * One question and what is known to answer it.
   *
   * @param judgments scores by ids
   */
  record Judged(String id, Question question, String language, Map<String, Integer> judgments) {
    Judged {
      judgments = Map.copyOf(judgments);
    }
  }

  public TestCollection {
    questions = List.copyOf(questions);
  }

  /**
   * Puts questions and judgments together.
   *
   * @throws IllegalArgumentException when an id stands twice, or no question has a relevant
   *     document
   */
  public static TestCollection of(List<TestQuestion> questions, Qrels qrels) {
    List<Judged> judged = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (TestQuestion question : questions) {
      if (!ids.add(question.id())) {
        throw new IllegalArgumentException("the question " + question.id() + " stands twice");
      }
      Map<String, Integer> judgments = qrels.of(question.id());
      if (judgments.values().stream().anyMatch(score -> score > 0)) {
        judged.add(new Judged(question.id(), question.question(), question.language(), judgments));
      }
    }
    if (judged.isEmpty()) {
      throw new IllegalArgumentException(
          "none of %d questions has a relevant document among the judgments of %d questions; their"
                  .formatted(questions.size(), qrels.questions())
              + " ids have to be the same");
    }
    return new TestCollection(judged, questions.size() - judged.size());
  }
}
