package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many second calls there may be, and for which hits there is none. */
class SecondCallsTest extends SourceFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Source detailed(Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.put("detail.url", api.uri() + "/doc/{id}");
    return sources.api(api.uri() + "/s", keys);
  }

  @Test
  void all_questions_that_have_a_permit_find_connections_for_their_second_calls() {
    api.behave(
        r -> {
          if (r.path().equals("/s")) {
            r.response()
                .end("{\"results\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4},{\"id\":5}]}");
          }
        });
    Source source = detailed(Map.of("permits", "2", "detail.at-once", "5", "wait", "20s"));
    List<UniAssertSubscriber<Found>> asked =
        Stream.generate(() -> source.search(request("q", PATIENCE)))
            .limit(2)
            .map(search -> search.subscribe().withSubscriber(UniAssertSubscriber.create()))
            .toList();
    eventually(() -> api.openCalls() == 10);
    asked.forEach(UniAssertSubscriber::cancel);
  }

  @Test
  void hit_that_has_no_id_is_not_asked_for_by_one_of_ours() {
    api.behave(
        r ->
            r.response()
                .end(
                    r.path().equals("/s")
                        ? "{\"results\":[{\"id\":1},{\"text\":\"kept\",\"url\":\"/x\"}]}"
                        : "{\"text\":\"All of it\"}"));
    Found found = await(detailed(Map.of()), "q");
    assertThat(found.passages()).extracting(Passage::text).containsExactly("All of it", "kept");
    assertThat(found.degraded()).isEqualTo("no_detail");
    assertThat(api.seen()).extracting(StubApi.Seen::uri).containsExactly("/s", "/doc/1");
  }
}
