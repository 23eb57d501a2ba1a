package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fanout.SourceOutcome;
import dev.tributary.fanout.SourceReport;
import dev.tributary.passage.Question;
import dev.tributary.ranking.Ranked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line is API: operators parse it. */
class RetrievalLineTest {
  private static final Retrieval ANSWER =
      new Retrieval(
          "r-1",
          new Question("what?"),
          new Ranked(List.of(), 0, 0, List.of(), null, null),
          null,
          new Coverage(2, 1, false, List.of("timeout")),
          List.of(
              report("docs", new SourceOutcome.Cancelled(), 12),
              report("wiki", new SourceOutcome.Timeout(300), 300)),
          List.of(
              new Step("embedding", Step.Status.SKIPPED, 0, "model"),
              new Step("ranking", Step.Status.OK, 2, null)),
          312);

  private static SourceReport report(String name, SourceOutcome outcome, long millis) {
    return new SourceReport(name, "fake", outcome, millis, 0, 1, true);
  }

  @Test
  void answer_is_told_in_pairs_of_key_and_value() {
    assertThat(RetrievalLine.of(RetrievalOutcome.PARTIAL, "r-1", 312, ANSWER, "4bf9", null))
        .isEqualTo(
            "retrieval outcome=partial took_ms=312 passages=0 answered=1/2"
                + " sources=docs:cancelled:12,wiki:timeout:300"
                + " steps=embedding:skipped:0,ranking:ok:2 id=r-1 trace_id=4bf9");
  }

  @Test
  void what_is_not_known_is_left_out() {
    assertThat(RetrievalLine.of(RetrievalOutcome.CANCELLED, "r-2", 7, null, null, null))
        .isEqualTo("retrieval outcome=cancelled took_ms=7 id=r-2");
  }

  @Test
  void question_is_quoted_and_cannot_make_a_line_of_its_own() {
    String question = "a \"b\" \\ c\nretrieval outcome=complete\u2028\u001b[31m";
    assertThat(RetrievalLine.of(RetrievalOutcome.COMPLETE, "r-3", 1, null, null, question))
        .isEqualTo(
            "retrieval outcome=complete took_ms=1 id=r-3"
                + " question=\"a \\\"b\\\" \\\\ c retrieval outcome=complete  [31m\"");
  }
}
