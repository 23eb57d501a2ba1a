package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two servers that each have the other as a source. */
class CircleTest extends PresetFixture {
  /** As this server's own front door has it. */
  private static final int MAX_HOPS = 4;

  @Test
  void question_that_goes_in_a_circle_is_refused_when_it_came_by_too_often() {
    Source other = source("tributary");
    api.behave(
        r -> {
          int hops = Integer.parseInt(r.getHeader("Tributary-Hops"));
          if (hops > MAX_HOPS) {
            r.response().setStatusCode(508).end();
            return;
          }
          other
              .search(asking(hops))
              .subscribe()
              .with(
                  _ -> r.response().end(),
                  failure ->
                      r.response()
                          .setStatusCode(503)
                          .end("{\"detail\":\"%s\"}".formatted(failure.getMessage())));
        });
    SourceException failure = SourceFixture.failure(other.search(asking(0)), ErrorKind.OVERLOADED);
    assertThat(failure).hasMessageContaining("in a circle");
    List<String> hops = api.seen().stream().map(s -> s.headers().get("Tributary-Hops")).toList();
    assertThat(hops).containsExactly("1", "2", "3", "4", "5");
    List<Integer> left =
        api.seen().stream()
            .map(s -> Integer.valueOf(s.headers().get("Tributary-Deadline-Ms")))
            .toList();
    assertThat(left).allSatisfy(ms -> assertThat(ms).isBetween(1, 2_000));
  }

  private static SearchRequest asking(int hops) {
    SearchRequest plain = SourceFixture.request(QUESTION, Duration.ofSeconds(20));
    return new SearchRequest(
        plain.question(), 5, null, plain.deadline(), plain.vector(), false, hops);
  }
}
