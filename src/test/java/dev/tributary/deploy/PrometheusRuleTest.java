package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rules of a Prometheus operator are those that a plain Prometheus reads. */
class PrometheusRuleTest {
  private static final Path RULES = Path.of("deploy/prometheus/rules.yml");
  private static final Path OBJECT =
      Overlays.ROOT.resolve("components/observability/prometheus-rule.yaml");

  private static final String HEAD =
      """
      # Made from deploy/prometheus/rules.yml by `./mvnw test -Dtest=PrometheusRuleTest -Ddocs.update`.
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: tributary
        labels:
          app.kubernetes.io/name: tributary
      spec:
      """;

  @Test
  void operator_gets_the_same_rules() throws IOException {
    String rules = Files.readString(RULES);
    String groups = rules.substring(rules.indexOf("groups:"));
    String fresh = HEAD + groups.replaceAll("(?m)^(?=.)", "  ");
    if (System.getProperty("docs.update") != null) {
      Files.writeString(OBJECT, fresh);
    }

    assertThat(OBJECT)
        .as("run ./mvnw test -Dtest=PrometheusRuleTest -Ddocs.update")
        .content()
        .isEqualTo(fresh);
    assertThat(Yaml.one(OBJECT).path("spec")).isEqualTo(Yaml.one(RULES));
  }
}
