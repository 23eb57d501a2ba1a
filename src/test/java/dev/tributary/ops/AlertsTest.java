package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts fire when they should, and each is told what to do about. */
class AlertsTest {
  private static final Path RUNBOOK = Path.of("docs/runbook.md");
  private static final Path CASES = Path.of("src/test/prometheus/rules.test.yml");

  @Test
  void each_alert_has_its_place_in_the_runbook_and_each_place_its_alert() throws IOException {
    List<String> places =
        Pattern.compile("(?m)^## (\\S+)$")
            .matcher(Files.readString(RUNBOOK))
            .results()
            .map((MatchResult place) -> place.group(1))
            .toList();
    assertThat(places).containsExactlyInAnyOrderElementsOf(Queries.ofAlerts().keySet());
    String rules = Files.readString(Queries.RULES);
    assertThat(places)
        .allSatisfy(
            place ->
                assertThat(rules)
                    .contains("runbook_url: docs/runbook.md#" + place.toLowerCase(Locale.ROOT)));
  }

  @Test
  void each_alert_fires_when_it_should_and_none_when_all_is_well() throws Exception {
    PrometheusServer.require();
    assertThat(Files.readString(CASES))
        .contains(Queries.ofAlerts().keySet().stream().map(name -> "\"" + name + "\"").toList());
    run("promtool", "check", "rules", Queries.RULES.toString());
    run("promtool", "test", "rules", CASES.toString());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
