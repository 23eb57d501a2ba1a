package dev.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/mcp.md tells an agent's author to write is at least what it claims to be. */
class McpDocTest {
  private static final Path PAGE = Path.of("docs/mcp.md");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  @Test
  void snippets_in_python_are_python() throws Exception {
    List<String> snippets = blocks("python");
    assertThat(snippets)
        .hasSize(2)
        .allMatch(snippet -> snippet.contains("http://localhost:8080/mcp"));
    for (String snippet : snippets) {
      Process python =
          new ProcessBuilder("python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())")
              .redirectErrorStream(true)
              .start();
      python.getOutputStream().write(snippet.getBytes(StandardCharsets.UTF_8));
      python.getOutputStream().close();
      String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(python.exitValue()).as(output).isZero();
    }
  }

  @Test
  void snippets_in_json_are_json() throws IOException {
    List<String> snippets = blocks("json");
    assertThat(snippets).isNotEmpty();
    assertThatCode(() -> new ObjectMapper().readTree(snippets.getFirst()))
        .doesNotThrowAnyException();
  }
}
