package dev.tributary.api.mcp;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a message has to be so that the protocol's library can do something with it: of others it
 * fails with a stack, or never answers, or counts by whatever name it is told.
 */
final class Message {
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int LONGEST = 100;

  private static final Set<String> METHODS =
      Set.of(
          "initialize",
          "notifications/initialized",
          "notifications/cancelled",
          "notifications/progress",
          "notifications/roots/list_changed",
          "ping",
          "tools/list",
          "tools/call",
          "logging/setLevel",
          // There are none, which is all that is said of them.
          "prompts/list",
          "resources/list",
          "resources/templates/list");

  private Message() {}

  /** Why a message is refused, by the codes of JSON-RPC. */
  record Fault(int code, String text) {}

  static final Fault NOT_JSON = new Fault(-32700, "the body is not JSON");
  static final Fault NOT_ONE =
      new Fault(INVALID_REQUEST, "a request holds one message, which is a JSON object");

  /** What is wrong with a message; null when nothing is. */
  static @Nullable Fault of(JsonObject message) {
    Object method = message.getValue("method");
    if (method == null && (message.containsKey("result") || message.containsKey("error"))) {
      return null;
    }
    if (!(method instanceof String name)) {
      return new Fault(INVALID_REQUEST, "method is a string");
    }
    if (!METHODS.contains(name)) {
      return new Fault(METHOD_NOT_FOUND, "unknown method" + was(name));
    }
    Object params = message.getValue("params");
    return switch (params) {
      case null -> params(name, new JsonObject());
      case JsonObject given -> params(name, given);
      case Object _ -> new Fault(INVALID_PARAMS, "params is a JSON object");
    };
  }

  private static @Nullable Fault params(String method, JsonObject params) {
    return switch (method) {
      case "initialize" -> initialize(params);
      case "tools/call" -> call(params);
      case "logging/setLevel" -> text(params, "level");
      default -> null;
    };
  }

  private static @Nullable Fault initialize(JsonObject params) {
    Object client = params.getValue("clientInfo");
    if (!(client instanceof JsonObject info)) {
      return new Fault(INVALID_PARAMS, "clientInfo is a JSON object");
    }
    Object capabilities = params.getValue("capabilities");
    if (!(capabilities instanceof JsonObject all)
        || all.stream().anyMatch(one -> !(one.getValue() instanceof JsonObject))) {
      return new Fault(INVALID_PARAMS, "capabilities is a JSON object of JSON objects");
    }
    Fault version = text(params, "protocolVersion");
    Fault name = version == null ? text(info, "name") : version;
    return name == null ? text(info, "version") : name;
  }

  private static @Nullable Fault call(JsonObject params) {
    Fault wrong = text(params, "name");
    if (wrong != null) {
      return wrong;
    }
    String name = params.getString("name");
    if (!Tools.NAMES.contains(name)) {
      String allowed = "; allowed: " + String.join(", ", new TreeSet<>(Tools.NAMES));
      return new Fault(INVALID_PARAMS, "unknown tool" + was(name) + allowed);
    }
    Object arguments = params.getValue("arguments");
    return arguments == null || arguments instanceof JsonObject
        ? null
        : new Fault(INVALID_PARAMS, "arguments is a JSON object");
  }

  private static @Nullable Fault text(JsonObject params, String field) {
    return params.getValue(field) instanceof String
        ? null
        : new Fault(INVALID_PARAMS, field + " is a string");
  }

  private static String was(String name) {
    return "; it was \"" + name.substring(0, Math.min(LONGEST, name.length())) + "\"";
  }

  /**
   * Takes out arguments that are null: they are as good as absent, and some models send them for
   * each that they have no use for.
   *
   * @return whether there were any
   */
  static boolean dropNulls(JsonObject message) {
    return message.getValue("params") instanceof JsonObject params
        && params.getValue("arguments") instanceof JsonObject arguments
        && arguments.getMap().values().removeIf(Objects::isNull);
  }

  /** The answer to a message that is refused. */
  static JsonObject refusal(@Nullable Object id, Fault fault) {
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("error", new JsonObject().put("code", fault.code()).put("message", fault.text()));
  }
}
