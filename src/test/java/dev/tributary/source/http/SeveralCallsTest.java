package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of hits, and the call that brings the text of each. */
class SeveralCallsTest extends SourceFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Source paged(String query, Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.put("page-size", "4");
    return sources.api(api.uri() + "/s?n={limit}&" + query, keys);
  }

  /** Answers {@code all} hits in pages. */
  private void answerPages(int all) {
    api.behave(
        r -> {
          int size = Integer.parseInt(r.getParam("n"));
          String page = r.getParam("p");
          int from =
              page == null ? Integer.parseInt(r.getParam("o")) : Integer.parseInt(page) * size;
          r.response().end(hits(from, Math.min(all, from + size)));
        });
  }

  private static String hits(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":%d,\"text\":\"text %d\"}".formatted(i, i))
        .collect(Collectors.joining(",", "{\"results\":[", "]}"));
  }

  @Test
  void pages_are_asked_for_until_there_are_enough() {
    answerPages(100);
    assertThat(texts(await(paged("o={offset}", Map.of()), "q")))
        .hasSize(10)
        .doesNotHaveDuplicates();
    assertThat(api.seen())
        .extracting(StubApi.Seen::uri)
        .containsExactly("/s?n=4&o=0", "/s?n=4&o=4", "/s?n=4&o=8");
  }

  @Test
  void last_page_is_the_one_that_is_not_full() {
    answerPages(6);
    assertThat(texts(await(paged("p={page}", Map.of("first-page", "0")), "q"))).hasSize(6);
    assertThat(api.seen())
        .extracting(StubApi.Seen::uri)
        .containsExactly("/s?n=4&p=0", "/s?n=4&p=1");
  }

  @Test
  void page_that_fails_leaves_what_the_others_had_and_says_so() {
    AtomicInteger calls = new AtomicInteger();
    api.behave(
        r -> {
          if (calls.incrementAndGet() == 1) {
            r.response().end(hits(0, 4));
          } else {
            r.response().setStatusCode(500).end();
          }
        });
    Found found = await(paged("o={offset}", Map.of()), "q");
    assertThat(texts(found)).hasSize(4);
    assertThat(found.degraded()).isEqualTo("partial");
  }

  @Test
  void page_that_hangs_does_not_take_the_others_with_it() {
    AtomicInteger calls = new AtomicInteger();
    api.behave(
        r -> {
          if (calls.incrementAndGet() == 1) {
            r.response().end(hits(0, 4));
          }
        });
    Source source = paged("o={offset}", Map.of("wait", "500ms"));
    Found found = await(source, "q");
    assertThat(texts(found)).hasSize(4);
    assertThat(found.degraded()).isEqualTo("partial");
  }

  private Source byCursor(String cursor) {
    return sources.api(
        api.uri() + "/s",
        Map.of(
            "cursor",
            cursor,
            "query.\"after\"",
            "{cursor}",
            "query.\"n\"",
            "{limit}",
            "page-size",
            "4"));
  }

  /** Answers pages of which each names the one behind it; the last names itself. */
  private void answerChain(int pages, UnaryOperator<String> name) {
    api.behave(
        r -> {
          int page =
              r.getParam("after") == null ? 0 : Integer.parseInt(r.getParam("after").substring(2));
          String next = "t/" + Math.min(page + 1, pages - 1);
          String hits = hits(3 * page, 3 * page + 3);
          r.response()
              .end(
                  hits.substring(0, hits.length() - 1) + ",\"next\":\"" + name.apply(next) + "\"}");
        });
  }

  @Test
  void page_that_is_named_by_the_one_before_is_asked_for_though_that_was_not_full() {
    answerChain(10, token -> token);
    assertThat(texts(await(byCursor("$.next"), "q"))).hasSize(10).doesNotHaveDuplicates();
    assertThat(api.seen())
        .extracting(StubApi.Seen::uri)
        .containsExactly(
            "/s?n=4", "/s?after=t%2F1&n=4", "/s?after=t%2F2&n=4", "/s?after=t%2F3&n=4");
  }

  @Test
  void token_is_found_in_a_link_and_the_last_page_names_itself() {
    answerChain(2, token -> "/s?n=4&after=" + RequestTemplate.encode(token) + "&x=1");
    assertThat(texts(await(byCursor("$.next"), "q"))).hasSize(6);
    assertThat(api.seen())
        .extracting(StubApi.Seen::uri)
        .containsExactly("/s?n=4", "/s?after=t%2F1&n=4");
  }

  @Test
  void page_that_names_none_is_the_last() {
    answerChain(10, _ -> "");
    assertThat(texts(await(byCursor("$.next"), "q"))).hasSize(3);
    assertThat(texts(await(byCursor("$.elsewhere"), "q"))).hasSize(3);
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void cursor_without_a_place_and_place_without_a_cursor_stop_the_start() {
    assertThatThrownBy(() -> sources.api(api.uri() + "/s", Map.of("cursor", "$.next")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(".cursor: without a place");
    assertThatThrownBy(() -> sources.api(api.uri() + "/s", Map.of("query.\"after\"", "{cursor}")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(".cursor: missing");
  }

  private Source detailed(Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.put("detail.url", api.uri() + "/doc/{id}?full=1");
    keys.put("detail.text", "$.body");
    return sources.api(api.uri() + "/s", keys);
  }

  private static void answerDetail(HttpServerRequest r) {
    String id = r.path().substring("/doc/".length());
    switch (id) {
      case "2" -> r.response().setStatusCode(404).end();
      case "3" -> r.response().end("{\"body\":\"\"}");
      default -> r.response().end("{\"body\":\"<p>All of " + id + "</p>\"}");
    }
  }

  @Test
  void text_of_a_hit_comes_with_a_second_call() {
    api.behave(
        r -> {
          if (r.path().equals("/s")) {
            r.response()
                .end(
                    "{\"results\":[{\"id\":\"a/b\"},{\"id\":1,\"text\":\"short\"},"
                        + "{\"id\":2,\"text\":\"kept\"},{\"id\":3}]}");
          } else {
            answerDetail(r);
          }
        });
    Found found = await(detailed(Map.of("headers.\"X-Key\"", "k")), "q");
    assertThat(texts(found)).containsExactly("All of a%2Fb", "All of 1", "kept");
    assertThat(found.dropped()).isEqualTo(1);
    assertThat(found.degraded()).isEqualTo("no_detail");
    assertThat(api.seen()).allSatisfy(s -> assertThat(s.headers().get("X-Key")).isEqualTo("k"));
    assertThat(api.seen()).extracting(StubApi.Seen::uri).contains("/doc/a%2Fb?full=1");
  }

  @Test
  void so_many_second_calls_run_at_once_and_no_more_and_only_for_the_best() {
    Map<String, Integer> open = new ConcurrentHashMap<>();
    AtomicInteger most = new AtomicInteger();
    api.behave(
        r -> {
          if (r.path().equals("/s")) {
            r.response().end(hits(10, 20));
            return;
          }
          open.put(r.path(), 1);
          most.accumulateAndGet(open.size(), Math::max);
          api.vertx()
              .setTimer(
                  20,
                  _ -> {
                    open.remove(r.path());
                    answerDetail(r);
                  });
        });
    Found found = await(detailed(Map.of("detail.at-once", "2", "detail.hits", "5")), "q");
    assertThat(most).hasValueBetween(1, 2);
    assertThat(texts(found)).hasSize(10).startsWith("All of 10").endsWith("text 19");
    assertThat(api.seen()).hasSize(6);
  }

  @Test
  void second_call_that_hangs_leaves_the_hit_with_what_it_has_within_the_wait() {
    api.behave(
        r -> {
          if (r.path().equals("/s")) {
            r.response().end(hits(0, 1));
          }
        });
    Found found = await(detailed(Map.of("wait", "500ms")), "q");
    assertThat(texts(found)).containsExactly("text 0");
    assertThat(found.degraded()).isEqualTo("no_detail");
  }

  @Test
  void cancelling_reaches_the_second_calls() throws Exception {
    api.behave(
        r -> {
          if (r.path().equals("/s")) {
            r.response().end(hits(0, 3));
          }
        });
    var asked =
        detailed(Map.of())
            .search(request("q", PATIENCE))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    eventually(() -> api.openCalls() == 3);
    asked.cancel();
    eventually(() -> api.openCalls() == 0);
  }

  @Test
  void calls_beyond_the_rate_are_held_back_without_being_made() {
    api.answer(ONE);
    Source slow = sources.api(api.uri() + "/s", Map.of("rate-limit", "2/1h"));
    await(slow, "q");
    await(slow, "q");
    var failure = failure(slow.search(request("q", PATIENCE)), ErrorKind.RATE_LIMITED);
    assertThat(failure).hasMessageContaining("not asked");
    assertThat(failure.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(59));
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void after_an_answer_that_wants_to_be_left_alone_no_call_is_made() {
    api.answer(ONE.replaceFirst("\\{", "{\"backoff\":600,"));
    Source backing = sources.api(api.uri() + "/s", Map.of("backoff", "$.backoff"));
    assertThat(await(backing, "q").passages()).hasSize(1);
    var failure = failure(backing.search(request("q", PATIENCE)), ErrorKind.RATE_LIMITED);
    assertThat(failure.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
    assertThat(api.seen()).hasSize(1);
  }

  private static List<String> texts(Found found) {
    return found.passages().stream().map(Passage::text).toList();
  }
}
