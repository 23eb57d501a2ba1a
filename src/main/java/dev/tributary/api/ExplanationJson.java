package dev.tributary.api;

import dev.tributary.api.SourceReportJson.ErrorJson;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What asking a source came to, as it is written; what went wrong stands beside it. */
record ExplanationJson(
    Explanation.@Nullable Request request,
    @Nullable AnswerJson answer,
    @Nullable DetailJson detail,
    List<FindingJson> mapping,
    List<HitJson> hits) {

  static ExplanationJson of(Explanation explanation) {
    Explanation.@Nullable Answer answer = explanation.answer();
    return new ExplanationJson(
        explanation.request(),
        answer == null ? null : AnswerJson.of(answer),
        explanation.detail() == null ? null : DetailJson.of(explanation.detail()),
        explanation.mapping().stream().map(FindingJson::of).toList(),
        explanation.hits().stream().map(HitJson::of).toList());
  }

  /** What came back. */
  record AnswerJson(int status, Map<String, String> headers, String body, int bytes) {
    static AnswerJson of(Explanation.Answer answer) {
      return new AnswerJson(
          answer.status(), answer.headers(), WellFormed.of(answer.body()), answer.bytes());
    }
  }

  /** The call that brings the text of one hit. */
  record DetailJson(
      Explanation.Request request, @Nullable AnswerJson answer, @Nullable ErrorJson error) {
    static DetailJson of(Explanation.Detail detail) {
      Explanation.@Nullable Answer answer = detail.answer();
      @Nullable SourceException error = detail.error();
      return new DetailJson(
          detail.request(),
          answer == null ? null : AnswerJson.of(answer),
          error == null ? null : ErrorJson.of(error));
    }
  }

  /** What stands where the description says. */
  record FindingJson(String key, String path, int found, @Nullable String example) {
    static FindingJson of(Explanation.Finding f) {
      return new FindingJson(f.key(), f.path(), f.found(), wellFormed(f.example()));
    }
  }

  /** One hit. */
  record HitJson(
      int number,
      @Nullable String passage,
      @Nullable String title,
      @Nullable String text,
      @Nullable String dropped) {
    static HitJson of(Explanation.Hit h) {
      return new HitJson(
          h.number(),
          wellFormed(h.passage()),
          wellFormed(h.title()),
          wellFormed(h.text()),
          wellFormed(h.dropped()));
    }
  }

  private static @Nullable String wellFormed(@Nullable String text) {
    return text == null ? null : WellFormed.of(text);
  }
}
