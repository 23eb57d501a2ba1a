package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docker compose config} would check, and what it would not. */
class ComposeTest {
  private static final Path FOLDER = Path.of("deploy");
  private static final JsonNode COMPOSE = Yaml.one(FOLDER.resolve("compose.yaml"));
  private static final JsonNode SERVICES = COMPOSE.path("services");

  /** The keys of the Compose Specification that are used; a misspelt one is none of them. */
  private static final Set<String> KEYS =
      Set.of(
          "image",
          "build",
          "profiles",
          "environment",
          "volumes",
          "ports",
          "depends_on",
          "read_only",
          "tmpfs",
          "cap_drop",
          "security_opt",
          "mem_limit",
          "stop_grace_period",
          "restart",
          "healthcheck");

  private static final Pattern PINNED = Pattern.compile("[^:@]+:[^:@]*[0-9]+\\.[0-9]+[^:@]*");

  @Test
  void services_have_known_keys_and_images_of_one_version() {
    assertThat(fields(COMPOSE)).containsExactly("name", "services", "volumes");
    for (JsonNode service : SERVICES) {
      assertThat(KEYS).containsAll(fields(service));
      assertThat(service.path("image").asText()).matches(PINNED);
      assertThat(Yaml.texts(service.path("security_opt"))).contains("no-new-privileges:true");
    }
  }

  @Test
  void nothing_is_published_but_on_loopback() {
    for (JsonNode service : SERVICES) {
      assertThat(Yaml.texts(service.path("ports")))
          .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+"));
    }
  }

  @Test
  void server_is_this_build_and_cannot_write_to_its_image() throws IOException {
    JsonNode server = SERVICES.path("tributary");

    assertThat(server.path("image").asText()).isEqualTo("tributary:" + Version.ofBuild() + "-jvm");
    Path context = FOLDER.resolve(server.path("build").path("context").asText()).normalize();
    assertThat(context.resolve("pom.xml")).exists();
    assertThat(context.resolve(server.path("build").path("dockerfile").asText())).exists();
    assertThat(server.path("read_only").asBoolean()).isTrue();
    // What Docker mounts is noexec by itself, and native libraries are loaded from there.
    assertThat(Yaml.texts(server.path("tmpfs"))).containsExactly("/tmp:exec");
    assertThat(Yaml.texts(server.path("cap_drop"))).containsExactly("ALL");
  }

  @Test
  void what_is_mounted_is_there() {
    Set<String> volumes = Set.copyOf(fields(COMPOSE.path("volumes")));
    for (JsonNode service : SERVICES) {
      for (String mount : Yaml.texts(service.path("volumes"))) {
        String source = mount.split(":", 2)[0];
        if (source.startsWith("./")) {
          assertThat(FOLDER.resolve(source)).exists();
          assertThat(mount).as("files of this repository").endsWith(":ro");
        } else {
          assertThat(volumes).contains(source);
        }
      }
    }
  }

  @Test
  void who_is_waited_for_and_who_is_scraped_are_services() {
    List<String> services = fields(SERVICES);
    for (JsonNode service : SERVICES) {
      JsonNode needed = service.path("depends_on");
      assertThat(services).containsAll(needed.isArray() ? Yaml.texts(needed) : fields(needed));
    }
    JsonNode prometheus = Yaml.one(FOLDER.resolve("prometheus/prometheus.yml"));
    assertThat(prometheus.findValues("targets"))
        .isNotEmpty()
        .allSatisfy(
            targets ->
                assertThat(Yaml.texts(targets))
                    .allSatisfy(t -> assertThat(services).contains(t.split(":", 2)[0])));
    for (String rules : Yaml.texts(prometheus.path("rule_files"))) {
      assertThat(FOLDER.resolve("prometheus").resolve(rules)).exists();
    }
  }

  @Test
  void grafana_finds_its_dashboards_and_they_its_metrics() throws IOException {
    Path provisioning = FOLDER.resolve("grafana/provisioning");
    String folder =
        Yaml.one(provisioning.resolve("dashboards/tributary.yaml"))
            .at("/providers/0/options/path")
            .asText();
    assertThat(Yaml.texts(SERVICES.path("grafana").path("volumes")))
        .contains("./grafana/dashboards:" + folder + ":ro");
    JsonNode datasource = Yaml.one(provisioning.resolve("datasources/prometheus.yaml"));
    String url = datasource.at("/datasources/0/url").asText();
    assertThat(fields(SERVICES)).contains(url.replaceFirst("http://([a-z]+):.*", "$1"));
    assertThat(datasource.at("/datasources/0/isDefault").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {".ci/image", "docs/deployment.md"})
  void whoever_starts_the_image_lets_native_libraries_be_loaded(Path file) throws IOException {
    assertThat(Files.readString(file))
        .contains("--tmpfs /tmp:exec ")
        .doesNotContain("--tmpfs /tmp ");
  }

  private static List<String> fields(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
