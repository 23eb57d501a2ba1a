package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Set;

/** Holds an object of Kubernetes to the schema of its kind: no field that it does not know. */
final class Manifest {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  /** Kinds that operators add to a cluster: the client has no schema of them. */
  private static final Set<String> ADDED =
      Set.of("ServiceMonitor", "PrometheusRule", "CiliumNetworkPolicy");

  private Manifest() {}

  /**
   * Checks one.
   *
   * @throws IllegalArgumentException naming the field that is unknown, missing or of another type
   */
  static void check(JsonNode object) {
    String kind = object.path("kind").asText();
    if (ADDED.contains(kind)) {
      return;
    }
    try {
      Class.forName(MODELS + version(object) + kind)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(object.toString()));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(name(object) + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name(object) + ": no such kind in this version", e);
    }
  }

  /** Kind and name, as kubectl writes them. */
  static String name(JsonNode object) {
    return object.path("kind").asText() + "/" + object.path("metadata").path("name").asText();
  }

  /** {@code apps/v1} is {@code V1}. */
  private static String version(JsonNode object) {
    String apiVersion = object.path("apiVersion").asText();
    String version = apiVersion.substring(apiVersion.lastIndexOf('/') + 1);
    return version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1);
  }
}
