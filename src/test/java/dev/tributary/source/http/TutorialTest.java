package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What `docs/sources/http.md` tells a reader to write works as it stands there. */
class TutorialTest extends SourceFixture {
  private static final String ANSWER =
      """
      {"total": 17, "hits": [
        {"id": 4711, "subject": "Refund after 30 days", "body": "<p>We refund …</p>",
         "link": "/tickets/4711", "relevance": 8.1, "created": "2026-03-01T09:00:00Z",
         "team": "billing"}]}
      """;

  @Test
  void the_ten_lines_make_a_source() throws Exception {
    Source tickets = source(block(1), "tickets", "https://helpdesk.example.com");
    api.answer(ANSWER);
    assertThat(await(tickets, "refund").passages())
        .containsExactly(
            new Passage(
                "tickets:4711",
                "tickets",
                "Refund after 30 days",
                api.uri() + "/tickets/4711",
                "We refund …",
                null,
                Map.of("published", "2026-03-01T09:00:00Z", "team", "billing"),
                Signal.SCORE,
                8.1,
                null));
    assertThat(api.lastSeen().uri()).isEqualTo("/api/search?q=refund&size=10");
    assertThat(api.lastSeen().headers().get("Authorization")).isEqualTo("Bearer token");
    tickets.check().await().atMost(Duration.ofSeconds(30));
  }

  @Test
  void the_check_says_what_is_there_instead() {
    api.answer(200, "application/json", Buffer.buffer(ANSWER));
    Source unmapped = sources.api(api.uri().toString(), Map.of());
    assertThatThrownBy(() -> unmapped.check().await().atMost(Duration.ofSeconds(30)))
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith("answered with nothing at $.results[*]; it has total, hits");
  }

  @Test
  void the_post_sends_its_body() throws Exception {
    Source papers = source(block(2), "papers", "https://papers.example.com");
    api.answer("{\"results\":[]}");
    await(papers, "\"quoted\"");
    assertThat(api.lastSeen().body())
        .isEqualTo("{\"query\":{\"match\":\"\\\"quoted\\\"\"},\"size\":10}");
  }

  @Test
  void the_filter_goes_where_the_line_says() throws Exception {
    Source articles = source(block(3), "articles", "https://articles.example.com");
    api.answer(
        "{\"results\":[{\"text\":\"a\",\"language\":\"en\"},{\"text\":\"b\",\"language\":\"pt\"}]}");
    SearchRequest plain = request("rio", Duration.ofSeconds(20));
    Filter filter = new Filter.Comparison(Filter.Operator.EQ, "lang", "pt");
    SearchRequest asking =
        new SearchRequest(plain.question(), 10, filter, plain.deadline(), plain.vector(), false);
    assertThat(articles.search(asking).await().atMost(Duration.ofSeconds(30)).passages())
        .extracting(Passage::text)
        .containsExactly("b");
    assertThat(api.lastSeen().uri()).isEqualTo("/search?lang=pt&q=rio");
  }

  @Test
  void the_feed_is_read() throws Exception {
    Source news = source(block(4), "news", "https://news.example.com");
    api.answer(
        """
        <feed><entry><id>1</id><title type="html">Rivers</title><link href="/1"/>
        <summary>They flow.</summary></entry></feed>
        """);
    assertThat(await(news, "rivers").passages())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.title()).isEqualTo("Rivers");
              assertThat(p.text()).isEqualTo("They flow.");
              assertThat(p.url()).isEqualTo(api.uri() + "/1");
            });
    api.answer("<feed><title>nothing found</title></feed>");
    assertThat(await(news, "rivers").passages()).isEmpty();
  }

  @Test
  void the_second_call_brings_the_text() throws Exception {
    Source notes = source(block(5), "notes", "https://notes.example.com");
    api.behave(
        r ->
            r.response()
                .end(
                    r.path().equals("/notes/7")
                        ? "{\"content\":\"All of it\"}"
                        : "{\"results\":[{\"id\":7}]}"));
    assertThat(await(notes, "q").passages()).extracting(Passage::text).containsExactly("All of it");
  }

  private Source source(String block, String name, String host) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block.replace(host, api.uri().toString())));
    Map<String, String> keys = new HashMap<>();
    properties.forEach(
        (key, value) ->
            keys.put(
                key.toString().substring(HttpConfig.PREFIX.length() + 1),
                value.toString().replace("${HELPDESK_TOKEN}", "token")));
    Source source = sources.of(keys).getFirst();
    assertThat(source.name()).isEqualTo(name);
    return source;
  }

  private static String block(int number) throws IOException {
    Matcher block =
        Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/sources/http.md")));
    for (int i = 0; i < number; i++) {
      assertThat(block.find()).isTrue();
    }
    return block.group(1);
  }
}
