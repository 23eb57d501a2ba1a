package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the Pods of an object are made of, and whether the profile "restricted" lets them in. */
final class PodSpec {
  private static final Set<String> WITH_TEMPLATE =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");
  private static final Set<String> RESTRICTED_VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

  private PodSpec() {}

  /** The Pod of an object, missing where it makes none. */
  static JsonNode of(JsonNode object) {
    return WITH_TEMPLATE.contains(object.path("kind").asText())
        ? object.path("spec").path("template").path("spec")
        : MissingNode.getInstance();
  }

  /** All its containers, those of the start included. */
  static List<JsonNode> containersOf(JsonNode object) {
    List<JsonNode> containers = new ArrayList<>();
    Yaml.each(of(object).path("initContainers")).forEach(containers::add);
    Yaml.each(of(object).path("containers")).forEach(containers::add);
    return containers;
  }

  /**
   * What the profile "restricted" of the Pod Security Standards (as of Kubernetes 1.32, with all of
   * "baseline") would refuse.
   */
  static List<String> violations(JsonNode object) {
    List<String> wrong = new ArrayList<>();
    JsonNode pod = of(object);
    JsonNode podContext = pod.path("securityContext");
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      check(wrong, !pod.path(host).asBoolean(), host);
    }
    check(wrong, podContext.path("sysctls").isMissingNode(), "sysctls");
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              type ->
                  check(
                      wrong,
                      type.equals("name") || RESTRICTED_VOLUMES.contains(type),
                      "volume " + type));
    }
    containersOf(object).forEach(container -> violations(container, podContext, wrong));
    return wrong;
  }

  private static void violations(JsonNode container, JsonNode pod, List<String> wrong) {
    JsonNode own = container.path("securityContext");
    check(wrong, !own.path("privileged").asBoolean(), "privileged");
    check(wrong, own.path("procMount").isMissingNode(), "procMount");
    JsonNode escalation = own.path("allowPrivilegeEscalation");
    check(wrong, escalation.isBoolean() && !escalation.asBoolean(), "allowPrivilegeEscalation");
    check(wrong, either(own, pod, "runAsNonRoot").asBoolean(), "runAsNonRoot");
    check(wrong, either(own, pod, "runAsUser").asInt(1) != 0, "runAsUser");
    String seccomp = either(own, pod, "seccompProfile").path("type").asText();
    check(wrong, SECCOMP.contains(seccomp), "seccompProfile");
    JsonNode capabilities = own.path("capabilities");
    check(wrong, Yaml.texts(capabilities.path("drop")).contains("ALL"), "capabilities.drop");
    check(
        wrong,
        List.of("NET_BIND_SERVICE").containsAll(Yaml.texts(capabilities.path("add"))),
        "capabilities.add");
    Yaml.each(container.path("ports"))
        .forEach(port -> check(wrong, port.path("hostPort").isMissingNode(), "hostPort"));
  }

  private static JsonNode either(JsonNode own, JsonNode pod, String field) {
    return own.has(field) ? own.path(field) : pod.path(field);
  }

  private static void check(List<String> wrong, boolean holds, String field) {
    if (!holds) {
      wrong.add(field);
    }
  }
}
