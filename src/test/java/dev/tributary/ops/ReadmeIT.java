package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the READMEs tell a reader to do works as it stands there. */
@Timeout(180)
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static List<String> blocks(String readme, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of(readme)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2).strip())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/pt/README.md"})
  void questions_are_answered(String readme) throws Exception {
    List<String> curls = blocks(readme, "sh").stream().filter(c -> c.startsWith("curl")).toList();
    assertThat(curls).hasSizeGreaterThanOrEqualTo(3);
    try (PackagedServer server = PackagedServer.start(folder)) {
      String url = server.url();
      server.awaitLoaded();
      for (String curl : curls) {
        String answer = run(curl.replace("http://localhost:8080", url));
        assertThat(answer).as(curl).contains("\"passages\":[{", "\"coverage\":{");
      }
    }
  }

  private static String run(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", command).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/pt/README.md"})
  void configuration_is_taken_although_no_source_is_up(String readme) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String block : blocks(readme, "properties")) {
      block.lines().forEach(lines::add);
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
    lines.replaceAll(
        line ->
            line.replaceAll("\\$\\{[A-Z_]+}", "t0ken")
                .replace("/var/lib/tributary", folder + "/index"));
    Files.createDirectories(folder.resolve("config"));
    Files.write(folder.resolve("config/application.properties"), lines);
    try (PackagedServer server = PackagedServer.start(folder)) {
      assertThat(run("curl -s " + server.url() + "/sources"))
          .contains("\"kind\":\"http\"", "\"kind\":\"lucene\"");
    }
  }
}
