package dev.tributary.ops;

import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What asking a source came to, as text for a terminal. */
final class ExplanationText {
  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  static String of(String source, Explanation explained) {
    ExplanationText all = new ExplanationText();
    all.line("source " + source);
    all.call("sent", explained.request(), explained.answer());
    Explanation.@Nullable Detail detail = explained.detail();
    if (detail != null) {
      all.call("then sent", detail.request(), detail.answer());
      all.error("", detail.error());
    }
    all.mapping(explained);
    all.hits(explained);
    all.error("\nwell", explained.error());
    return all.text.toString();
  }

  private void call(
      String sent, Explanation.@Nullable Request request, Explanation.@Nullable Answer answer) {
    if (request != null) {
      line("\n" + sent + ": " + request.method() + " " + request.url());
      headers(request.headers());
      body(request.body());
    }
    if (answer != null) {
      line("\nanswered: " + answer.status() + ", " + answer.bytes() + " bytes");
      headers(answer.headers());
      body(answer.body());
    }
  }

  private void error(String otherwise, @Nullable SourceException error) {
    if (error != null) {
      line("\n" + error.kind().wireName() + ": " + error.getMessage());
    } else if (!otherwise.isEmpty()) {
      line(otherwise);
    }
  }

  private void mapping(Explanation explained) {
    if (!explained.mapping().isEmpty()) {
      line("\nfound:");
      explained
          .mapping()
          .forEach(
              f ->
                  line(
                      "  %-28s %-36s %4d%s"
                          .formatted(
                              f.key(),
                              f.path(),
                              f.found(),
                              f.example() == null ? "" : "  " + oneLine(f.example()))));
    }
  }

  private void hits(Explanation explained) {
    if (!explained.hits().isEmpty()) {
      line("\nhits:");
      for (Explanation.Hit hit : explained.hits()) {
        line(
            hit.dropped() == null
                ? "  %d. %s %s".formatted(hit.number(), hit.passage(), oneLine(hit.title()))
                : "  %d. dropped: %s".formatted(hit.number(), hit.dropped()));
      }
    }
  }

  private void headers(Map<String, String> headers) {
    headers.forEach((name, value) -> line("  " + name + ": " + value));
  }

  private void body(@Nullable String body) {
    if (body != null && !body.isEmpty()) {
      line("\n" + body);
    }
  }

  private static String oneLine(@Nullable String said) {
    return said == null ? "" : said.replaceAll("\\s+", " ");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
