package dev.tributary.source.http;

import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** An API that knows ten passages. */
@Singleton
class HttpRehearsal extends ApiRehearsal {
  private final HttpCallers callers;
  private final Timers timers;

  HttpRehearsal(HttpCallers callers, Timers timers) {
    // Also without such sources: what it warms most is the way that all questions take.
    super(true);
    this.callers = callers;
    this.timers = timers;
  }

  /** The code of a fan-out is compiled by then. */
  @Override
  public Duration length() {
    return Duration.ofMillis(1_500);
  }

  @Override
  protected Map<String, String> answers() {
    var answer = JsonApi.mapper().createObjectNode();
    answer.set(
        "results",
        hits(
            (hit, i) ->
                hit.put("id", String.valueOf(i))
                    .put("title", "Passage " + i)
                    .put("url", "https://example.org/" + i)
                    .put("text", text(i))
                    .put("score", 10 - i)));
    return Map.of("", answer.toString());
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url + "/search", "query.\"q\"", "{question}");
    HttpConfig config = Rehearsal.config(HttpConfig.class, HttpConfig.PREFIX, keys);
    return new HttpKind(config, callers, timers).sources().getFirst();
  }
}
