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
    Explanation.@Nullable Request request = explained.request();
    if (request != null) {
      all.line("\nsent: " + request.method() + " " + request.url());
      all.headers(request.headers());
      all.body(request.body());
    }
    Explanation.@Nullable Answer answer = explained.answer();
    if (answer != null) {
      all.line("\nanswered: " + answer.status() + ", " + answer.bytes() + " bytes");
      all.headers(answer.headers());
      all.body(answer.body());
    }
    all.mapping(explained);
    all.hits(explained);
    @Nullable SourceException error = explained.error();
    all.line(error == null ? "\nwell" : "\n" + error.kind().wireName() + ": " + error.getMessage());
    return all.text.toString();
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
