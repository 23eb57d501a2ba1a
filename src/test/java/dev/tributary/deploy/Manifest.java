package dev.tributary.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds an object of Kubernetes to the schema of its kind: no field that it does not know. */
final class Manifest {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  /** Kinds that are added to a cluster, and the class of each: the client has no schema of them. */
  private static final Map<String, Class<?>> ADDED =
      Map.of(
          "Gateway", Gateway.class,
          "HTTPRoute", HTTPRoute.class,
          "ServiceMonitor", ServiceMonitor.class,
          "PrometheusRule", PrometheusRule.class);

  /** Nobody has a class of these. */
  private static final Set<String> UNKNOWN = Set.of("CiliumNetworkPolicy");

  /** Those classes keep what they do not know; here it is an error. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .build();

  private Manifest() {}

  /**
   * Checks one.
   *
   * @throws IllegalArgumentException naming the field that is unknown, missing or of another type
   */
  static void check(JsonNode object) {
    String kind = object.path("kind").asText();
    if (UNKNOWN.contains(kind)) {
      return;
    }
    try {
      if (ADDED.containsKey(kind)) {
        STRICT.treeToValue(object, ADDED.get(kind));
        return;
      }
      Class.forName(MODELS + version(object) + kind)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(object.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name(object) + ": " + e.getOriginalMessage(), e);
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
