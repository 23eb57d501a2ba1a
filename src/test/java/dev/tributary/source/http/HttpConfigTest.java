package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
  private static final Sources SOURCES = new Sources();

  @AfterAll
  static void stop() throws Exception {
    SOURCES.close();
  }

  @Test
  void defaults_are_as_documented() {
    HttpConfig.Api api =
        Sources.config(Map.of("\"api\".url", "http://localhost")).sources().get("api");
    assertThat(api.waitTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(api.method()).isEqualTo("GET");
    assertThat(api.query()).isEmpty();
    assertThat(api.headers()).isEmpty();
    assertThat(api.body()).isEmpty();
    assertThat(api.results()).isEqualTo("$.results[*]");
    assertThat(api.metered()).isFalse();
    assertThat(api.maxBody().asLongValue()).isEqualTo(4 * 1024 * 1024);
    assertThat(api.userAgent()).isEqualTo("Tributary");
    assertThat(api.preset()).isEmpty();
    assertThat(api.key()).isEmpty();
    assertThat(api.language()).isEmpty();
    assertThat(api.question()).isEqualTo(QuestionForm.TEXT);
    assertThat(api.questionMax()).isEqualTo(10_000);
    assertThat(api.format()).isEqualTo(BodyFormat.JSON);
    assertThat(api.pageSize()).isEmpty();
    assertThat(api.firstPage()).isEqualTo(1);
    assertThat(api.filterLocally()).isFalse();
    assertThat(api.rateLimit()).isEmpty();
    assertThat(api.proxy()).isEmpty();
    assertThat(api.detail().url()).isEmpty();
    assertThat(api.detail().text()).isEqualTo("$.text");
    assertThat(api.detail().hits()).isEqualTo(10);
    assertThat(api.detail().atOnce()).isEqualTo(4);
    HttpConfig.Fields fields = api.fields();
    assertThat(fields.id()).isEqualTo("$.id");
    assertThat(fields.title()).isEqualTo("$.title");
    assertThat(fields.url()).isEqualTo("$.url");
    assertThat(fields.text()).isEqualTo("$.text");
    assertThat(fields.score()).isEqualTo("$.score");
    assertThat(fields.published()).isEqualTo("$.published");
    assertThat(fields.rank()).isEmpty();
    assertThat(fields.metadata()).isEmpty();
  }

  @Test
  void settings_are_those_of_every_source_but_for_the_wait() {
    SourceSettings d = SourceSettings.DEFAULTS;
    assertThat(SOURCES.api("http://localhost", Map.of("metered", "true")).settings())
        .isEqualTo(
            new SourceSettings(
                Duration.ofSeconds(2),
                d.optional(),
                d.byDefault(),
                d.weight(),
                d.priority(),
                d.maxLimit(),
                d.permits(),
                d.queue(),
                true));
  }

  @Test
  void sources_come_in_order_of_their_names() {
    assertThat(SOURCES.of(Map.of("\"b\".url", "http://b", "\"a\".url", "http://a")))
        .extracting(Source::name)
        .containsExactly("a", "b");
  }

  @Test
  void to_string_and_endpoint_key_name_the_address_and_no_secret() {
    Source one = SOURCES.api("https://h.test/s?key=s3cr3t", Map.of("headers.\"K\"", "s3cr3t"));
    assertThat(one.toString()).isEqualTo("http \"api\" at https://h.test/s");
    assertThat(one.endpointKey()).startsWith("https://h.test/s#").doesNotContain("s3cr3t");
  }

  @Test
  void endpoint_key_tells_credentials_apart() {
    String first = key("http://h", "one");
    assertThat(key("http://h", "one")).isEqualTo(first);
    assertThat(key("http://h", "two")).isNotEqualTo(first);
    assertThat(key("http://h:81", "one")).isNotEqualTo(first);
    assertThat(SOURCES.api("http://h", Map.of("query.\"key\"", "1")).endpointKey())
        .isNotEqualTo(SOURCES.api("http://h", Map.of("query.\"key\"", "2")).endpointKey());
  }

  @ParameterizedTest
  @CsvSource({
    "with.token, one, two, true",
    "with.tag, one, two, false",
    "user, one, two, true",
    "password, one, two, true",
    "rate-limit, 1/1s, 2/1s, false"
  })
  void endpoint_is_another_with_another_credential_only(
      String key, String one, String two, boolean another) {
    assertThat(endpointWith(key, one).equals(endpointWith(key, two))).isEqualTo(!another);
  }

  private static String endpointWith(String key, String value) {
    Map<String, String> keys = new HashMap<>(Map.of("user", "me", "headers.\"X\"", "{with.token}"));
    keys.put(key, value);
    return SOURCES.api("http://h", keys).endpointKey();
  }

  private static String key(String url, String token) {
    return SOURCES.api(url, Map.of("headers.\"Authorization\"", token)).endpointKey();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/x",
        "h/x",
        "http://",
        "http:///x",
        "http://{question}/",
        "http://h h/",
        "//h/x"
      })
  void url_that_is_none_is_refused(String url) {
    assertThatThrownBy(() -> SOURCES.api(url, Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.http.\"api\".url")
        .hasMessageContaining(url)
        .hasMessageContaining("Allowed: an http:// or https:// URL");
  }

  @Test
  void missing_url_is_named() {
    assertThatThrownBy(() -> SOURCES.of(Map.of("\"api\".method", "GET")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.http.\"api\".url: missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:s3cr3t@h/x", "http://me@h", "ftp://me:s3cr3t@h/?k=s3cr3t"})
  void password_in_a_url_is_refused_and_not_shown(String url) {
    assertThatThrownBy(() -> SOURCES.api(url, Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".url")
        .hasMessageNotContaining("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method                | PUT                | \"PUT\"          | GET or POST",
        "method                | get                | \"get\"          | GET or POST",
        "results               | $.hits[            | $.hits[          | a JSONPath",
        "fields.text           | $..[?(             | $..[?(           | a JSONPath",
        "fields.rank           | $[                 | $[               | a JSONPath",
        "fields.metadata.x     | $[                 | $[               | a JSONPath",
        "query.\"q\"           | {query}            | {query}          | {page}, {question}",
        "headers.\"X\"         | {question}         | {question}       | {deadline}, {hops}, {key}",
        "headers.\"X Y\"       | v                  | the name         | letters, digits",
        "max-body              | 1                  | 1 bytes          | 1K to 64M",
        "max-body              | 65M                | 68157440 bytes   | 1K to 64M",
        "body                  | {}                 | method=GET       | method=POST",
        "language              | e/../n             | e/../n           | a code such as en",
        "query.\"f\"         | {filter}           | {filter}         | {filter.<name>}",
        "question-max          | 9                  | 9                | 10 to 10000",
        "page-size             | 0                  | 0                | 1 to 1000",
        "detail.url            | http://other/{id}  | other            | the host of url",
        "detail.url            | http://h/x         | no {id}          | a URL with {id}",
        "detail.url            | http://h/{x}       | {x}              | {id}",
        "proxy                 | http://p/x         | more than        | such as",
        "proxy                 | p                  | \"p\"          | an http://",
        "oauth2.client-id      | x                  | missing          | token-url, client-id",
        "password              | x                  | missing          | a user",
        "user                  | a:b                | a user with      | no colon",
        "wait                  | 2h                 | 7200000ms        | 1ms to 60s"
      })
  void value_that_is_wrong_is_named_with_key_and_what_is_allowed(
      String key, String value, String shown, String allowed) {
    assertThatThrownBy(() -> SOURCES.api("http://h", Map.of(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.http.\"api\".")
        .hasMessageContaining(shown)
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v\r\nEvil: s3cr3t", "s3cr3t\n", "s3cr3t\u0000", "s3cr3t é"})
  void header_that_could_be_two_is_refused_and_not_shown(String value) {
    assertThatThrownBy(() -> SOURCES.api("http://h", Map.of("headers.\"X\"", value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".headers.\"X\"")
        .hasMessageNotContaining("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"q\": {question}}     | line 1, column",
        "{\"q\": \"{query}\"}    | {query}",
        "{\"q\": \"{question}\"  | line 1, column"
      })
  void body_that_is_no_template_of_json_is_refused(String body, String message) {
    assertThatThrownBy(() -> SOURCES.api("http://h", Map.of("method", "POST", "body", body)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".body")
        .hasMessageContaining(message);
  }

  @Test
  void unknown_placeholder_in_the_url_is_named() {
    assertThatThrownBy(() -> SOURCES.api("http://h/{query}?q={question}", Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("{query}");
  }

  @Test
  void place_of_the_operator_in_a_url_has_a_value() {
    assertThatThrownBy(() -> SOURCES.api("http://{lang}.h/", Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".language: missing");
    assertThatThrownBy(() -> SOURCES.api("http://h/{with.tag}", Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".with.\"tag\": missing");
    assertThatThrownBy(() -> SOURCES.api("http://{with.site}.h/", Map.of("with.site", "a b")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("\"api\".url");
    assertThat(
            SOURCES.api(
                "http://{with.site}.h/{with.tag}", Map.of("with.site", "a", "with.tag", "b c/d")))
        .hasToString("http \"api\" at http://a.h/b%20c/d");
  }
}
