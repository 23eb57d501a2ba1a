package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Renders a kustomization: what {@code kubectl apply -k} would send. It knows the few fields that
 * the manifests here use and refuses all others, and {@link KustomizeIT} holds it to kubectl's
 * answer. Names of generated ConfigMaps get no suffix.
 */
final class Kustomization {
  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "resources",
          "components",
          "configMapGenerator",
          "images",
          "patches");
  private static final Set<String> GENERATOR = Set.of("name", "behavior", "files", "options");

  private final List<ObjectNode> objects = new ArrayList<>();

  private Kustomization() {}

  /** The objects that a folder comes to. */
  static List<ObjectNode> render(Path folder) {
    Kustomization rendered = new Kustomization();
    rendered.add(folder);
    return rendered.objects;
  }

  private void add(Path folder) {
    JsonNode said = Yaml.one(folder.resolve("kustomization.yaml"));
    assertThat(KNOWN).as(folder + "/kustomization.yaml").containsAll(names(said));
    for (String resource : Yaml.texts(said.path("resources"))) {
      Path path = folder.resolve(resource).normalize();
      if (Files.isDirectory(path)) {
        objects.addAll(render(path));
      } else {
        Yaml.all(path).forEach(o -> objects.add((ObjectNode) o));
      }
    }
    for (String component : Yaml.texts(said.path("components"))) {
      add(folder.resolve(component).normalize());
    }
    Yaml.each(said.path("configMapGenerator")).forEach(g -> configMap(folder, g));
    Yaml.each(said.path("patches")).forEach(p -> patch(folder, p));
    Yaml.each(said.path("images")).forEach(this::image);
  }

  private void configMap(Path folder, JsonNode generator) {
    assertThat(GENERATOR).as(folder + ": configMapGenerator").containsAll(names(generator));
    String name = generator.path("name").asText();
    ObjectNode map;
    if (generator.path("behavior").asText("create").equals("merge")) {
      map = find("ConfigMap", name);
    } else {
      map = JsonNodeFactory.instance.objectNode();
      map.put("apiVersion", "v1").put("kind", "ConfigMap").putObject("metadata").put("name", name);
      JsonNode labels = generator.path("options").path("labels");
      if (!labels.isMissingNode()) {
        ((ObjectNode) map.path("metadata")).set("labels", labels);
      }
      map.putObject("data");
      objects.add(map);
    }
    for (String file : Yaml.texts(generator.path("files"))) {
      Path path = folder.resolve(file);
      ((ObjectNode) map.path("data")).put(path.getFileName().toString(), text(path));
    }
  }

  private void patch(Path folder, JsonNode patch) {
    assertThat(names(patch)).containsExactlyInAnyOrder("path", "target");
    JsonNode target = patch.path("target");
    JsonPatch.apply(
        Yaml.one(folder.resolve(patch.path("path").asText())),
        find(target.path("kind").asText(), target.path("name").asText()));
  }

  private void image(JsonNode image) {
    assertThat(names(image)).containsExactlyInAnyOrder("name", "newTag");
    String name = image.path("name").asText();
    for (ObjectNode object : objects) {
      for (JsonNode container : PodSpec.containersOf(object)) {
        if (container.path("image").asText().equals(name)) {
          ((ObjectNode) container).put("image", name + ":" + image.path("newTag").asText());
        }
      }
    }
  }

  private ObjectNode find(String kind, String name) {
    List<ObjectNode> found =
        objects.stream()
            .filter(o -> o.path("kind").asText().equals(kind))
            .filter(o -> o.path("metadata").path("name").asText().equals(name))
            .toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return found.getFirst();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
