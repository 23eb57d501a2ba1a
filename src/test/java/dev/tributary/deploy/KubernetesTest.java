package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every overlay of {@code k8s} comes to. */
class KubernetesTest {
  private static List<Path> overlays() {
    return Overlays.all();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_object_has_the_fields_of_its_kind_and_no_other(Path overlay) {
    Kustomization.render(overlay).forEach(Manifest::check);
  }

  @Test
  void misspelt_field_is_named() throws IOException {
    JsonNode wrong =
        Yaml.all(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: wrong}
                spec:
                  selector: {matchLabels: {a: b}}
                  template:
                    spec:
                      terminationGracePeriod: 40
                      containers: [{name: one}]
                """)
            .getFirst();

    assertThatThrownBy(() -> Manifest.check(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Deployment/wrong")
        .hasMessageContaining("terminationGracePeriod");
  }

  @Test
  void misspelt_field_of_a_kind_that_is_added_to_a_cluster_is_named() throws IOException {
    JsonNode wrong =
        Yaml.all(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: wrong}
                spec:
                  rules:
                    - timeout: {request: 65s}
                """)
            .getFirst();

    assertThatThrownBy(() -> Manifest.check(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HTTPRoute/wrong")
        .hasMessageContaining("\"timeout\"");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_pod_is_let_in_by_the_restricted_profile(Path overlay) {
    for (ObjectNode object : Kustomization.render(overlay)) {
      assertThat(PodSpec.violations(object)).as(Manifest.name(object)).isEmpty();
    }
  }

  @Test
  void pod_that_says_nothing_of_security_is_not_let_in() throws IOException {
    JsonNode bare =
        Yaml.all(
                """
                kind: Deployment
                spec: {template: {spec: {containers: [{name: one}], volumes: [{hostPath: {}}]}}}
                """)
            .getFirst();

    assertThat(PodSpec.violations(bare))
        .containsExactlyInAnyOrder(
            "volume hostPath",
            "allowPrivilegeEscalation",
            "runAsNonRoot",
            "seccompProfile",
            "capabilities.drop");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_container_is_bounded_watched_and_cannot_write_to_its_image(Path overlay) {
    for (ObjectNode object : Kustomization.render(overlay)) {
      for (JsonNode container : PodSpec.containersOf(object)) {
        assertThat(container.path("securityContext").path("readOnlyRootFilesystem").asBoolean())
            .isTrue();
        assertThat(container.path("resources").path("limits").has("memory")).isTrue();
        assertThat(container.path("resources").path("requests").has("cpu")).isTrue();
        assertThat(container.has("readinessProbe")).isTrue();
        assertThat(container.has("livenessProbe")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_image_has_a_version_and_the_server_s_is_that_of_the_build(Path overlay)
      throws IOException {
    for (ObjectNode object : Kustomization.render(overlay)) {
      for (JsonNode container : PodSpec.containersOf(object)) {
        String image = container.path("image").asText();
        assertThat(image).matches("[^:@]+:v?[0-9]+\\.[0-9]+[^:]*");
        if (image.startsWith("tributary:")) {
          assertThat(image).startsWith("tributary:" + Version.ofBuild() + "-");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void names_are_unique_and_every_reference_finds_its_object(Path overlay) throws IOException {
    List<ObjectNode> objects = Kustomization.render(overlay);
    Set<String> names = objects.stream().map(Manifest::name).collect(Collectors.toSet());
    assertThat(objects).hasSameSizeAs(names);

    for (ObjectNode object : objects) {
      JsonNode spec = object.path("spec");
      JsonNode pod = PodSpec.of(object);
      assertFound(names, "ServiceAccount", pod.path("serviceAccountName"));
      assertFound(names, "Service", spec.path("serviceName"));
      JsonNode target = spec.path("scaleTargetRef");
      assertFound(names, target.path("kind").asText(), target.path("name"));
      for (JsonNode volume : pod.path("volumes")) {
        assertFound(names, "ConfigMap", volume.path("configMap").path("name"));
        if (volume.has("secret")) {
          assertThat(Files.readString(Path.of("docs/kubernetes.md")))
              .as("how the Secret is made")
              .contains("secret generic " + volume.path("secret").path("secretName").asText());
        }
      }
      spec.findValues("backend").stream()
          .map(b -> b.path("service").path("name"))
          .forEach(service -> assertFound(names, "Service", service));
      for (JsonNode route : spec.path("rules")) {
        route.path("backendRefs").forEach(b -> assertFound(names, "Service", b.path("name")));
      }
      spec.path("parentRefs").forEach(p -> assertFound(names, "Gateway", p.path("name")));
    }
  }

  private static void assertFound(Set<String> names, String kind, JsonNode name) {
    if (!name.isMissingNode()) {
      assertThat(names).contains(kind + "/" + name.asText());
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_selector_finds_pods_and_every_pod_has_a_network_policy(Path overlay) {
    List<ObjectNode> objects = Kustomization.render(overlay);
    List<JsonNode> pods =
        objects.stream()
            .filter(o -> !PodSpec.of(o).isMissingNode())
            .map(o -> o.path("spec").path("template").path("metadata").path("labels"))
            .toList();
    for (ObjectNode object : objects) {
      JsonNode spec = object.path("spec");
      switch (object.path("kind").asText()) {
        case "Service" -> assertThat(pods).anyMatch(p -> carries(p, spec.path("selector")));
        case "Deployment", "StatefulSet", "PodDisruptionBudget" ->
            assertThat(pods).anyMatch(p -> carries(p, spec.path("selector").path("matchLabels")));
        case "NetworkPolicy" ->
            assertThat(pods)
                .anyMatch(p -> carries(p, spec.path("podSelector").path("matchLabels")));
        default -> {}
      }
    }
    assertThat(pods)
        .allSatisfy(
            pod ->
                assertThat(objects)
                    .filteredOn(o -> o.path("kind").asText().equals("NetworkPolicy"))
                    .anyMatch(
                        o -> carries(pod, o.path("spec").path("podSelector").path("matchLabels"))));
  }

  private static boolean carries(JsonNode labels, JsonNode wanted) {
    return !wanted.isEmpty()
        && wanted.properties().stream().allMatch(w -> w.getValue().equals(labels.get(w.getKey())));
  }

  @Test
  void pod_is_left_alone_until_it_has_drained() {
    ObjectNode deployment =
        Kustomization.render(Overlays.ROOT.resolve("base")).stream()
            .filter(o -> o.path("kind").asText().equals("Deployment"))
            .findFirst()
            .orElseThrow();
    Map<String, Integer> seconds = new HashMap<>();
    for (JsonNode variable : PodSpec.containersOf(deployment).getFirst().path("env")) {
      String value = variable.path("value").asText();
      if (value.matches("[0-9]+s")) {
        seconds.put(
            variable.path("name").asText(),
            Integer.parseInt(value.substring(0, value.length() - 1)));
      }
    }

    assertThat(PodSpec.of(deployment).path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan(
            seconds.get("QUARKUS_SHUTDOWN_DELAY") + seconds.get("QUARKUS_SHUTDOWN_TIMEOUT"));
  }

  @Test
  void autoscaler_asks_for_a_metric_that_is_documented() throws IOException {
    List<JsonNode> metrics =
        Kustomization.render(Overlays.ROOT.resolve("overlays/full")).stream()
            .filter(o -> o.path("kind").asText().equals("HorizontalPodAutoscaler"))
            .flatMap(o -> Yaml.each(o.path("spec").path("metrics")))
            .toList();
    String documented = Files.readString(Path.of("docs/metrics.md"));

    assertThat(metrics)
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(documented)
                    .contains("| `" + metric.at("/pods/metric/name").asText() + "` |"));
  }

  @Test
  void every_component_is_part_of_the_full_overlay() {
    JsonNode full = Yaml.one(Overlays.ROOT.resolve("overlays/full/kustomization.yaml"));

    assertThat(Yaml.texts(full.path("components")))
        .containsExactlyInAnyOrderElementsOf(
            Overlays.components().stream()
                .map(c -> "../../components/" + c.getFileName())
                .toList());
  }
}
