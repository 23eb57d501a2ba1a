package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@link Kustomization}, by which the manifests are tested, to what kubectl makes of them.
 */
class KustomizeIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static List<Path> overlays() {
    return Overlays.all();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void kubectl_renders_the_same_objects(Path overlay) throws IOException, InterruptedException {
    assertThat(comparable(Kustomization.render(overlay)))
        .containsExactlyInAnyOrderElementsOf(comparable(kubectl(overlay)));
  }

  /** Without the suffix that says what a ConfigMap holds. */
  private static List<JsonNode> comparable(List<? extends JsonNode> objects) throws IOException {
    List<JsonNode> comparable = new ArrayList<>();
    for (JsonNode object : objects) {
      comparable.add(
          MAPPER.readTree(
              object.toString().replaceAll("tributary-config-[a-z0-9]{10}", "tributary-config")));
    }
    return comparable;
  }

  private static List<JsonNode> kubectl(Path overlay) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("kubectl", "kustomize", overlay.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      return abort("no kubectl on this machine: " + e.getMessage());
    }
    try (var output = process.getInputStream()) {
      String rendered = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return Yaml.all(rendered);
    } finally {
      process.destroyForcibly();
    }
  }
}
