package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped server says to a configuration that cannot be meant. */
class StartFailureIT {
  @TempDir private Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "unknown key",
            List.of("tributary.source.http.\"wiki\".ulr=http://localhost:1/"),
            List.of(
                "tributary.source.http.\"wiki\".ulr: \"http://localhost:1/\"",
                "did you mean tributary.source.http.wiki.url?")),
        mistake(
            "missing URL",
            List.of("tributary.source.http.\"wiki\".results=$.hits"),
            List.of("tributary.source.http.\"wiki\".url", "missing", "http")),
        mistake(
            "bad duration",
            List.of(
                "tributary.source.http.\"wiki\".url=http://localhost:1/",
                "tributary.source.http.\"wiki\".wait=soon"),
            List.of("tributary.source.http.\"wiki\".wait: \"soon\"", "300ms")),
        mistake(
            "two sources of one name",
            List.of(
                "tributary.source.http.\"wiki\".url=http://localhost:1/",
                "tributary.source.lucene.\"wiki\".language=en"),
            List.of("\"wiki\"", "http, lucene", "each name once")),
        mistake(
            "unknown kind",
            List.of("tributary.source.lucine.\"wiki\".language=en"),
            List.of(
                "no kind of source \"lucine\"",
                "did you mean lucene?",
                "langchain4j, llm, lucene")),
        mistake(
            "open to all without keys",
            List.of("quarkus.http.host=0.0.0.0"),
            List.of("quarkus.http.host: 0.0.0.0", "loopback", "tributary.anonymous=true")),
        mistake(
            "key file that is not there",
            List.of("tributary.api-keys-file=no-such-file"),
            List.of("tributary.api-keys-file: no-such-file", "a file")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void start_ends_with_one_message_that_names_key_value_and_what_is_allowed(
      String what, List<String> properties, List<String> said)
      throws IOException, InterruptedException {
    try (PackagedServer server = PackagedServer.start(folder, properties.toArray(String[]::new))) {
      assertThat(server.exitCode()).as(what).isEqualTo(1);
      assertThat(server.output())
          .startsWith("Tributary cannot start:")
          .contains(said)
          .doesNotContain("\tat ", "Exception", "SRCFG", "Listening");
    }
  }

  private static Arguments mistake(String what, List<String> properties, List<String> said) {
    return Arguments.of(what, properties, said);
  }
}
