package dev.tributary.api.mcp;

import dev.tributary.api.AgentDoor;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The three tools. {@code search} and {@code fetch} have the shape that ChatGPT's connectors want;
 * {@code retrieve} is the native question. Each only reads.
 *
 * <p>Their schemas stand in {@code META-INF/mcp}, and are what a client sees; what holds is read
 * from the arguments as strictly as from any request, so that a mistake is named in full.
 */
@ApplicationScoped
class Tools {
  static final Set<String> NAMES = Set.of("search", "fetch", "retrieve");

  private final ToolManager manager;
  private final AgentDoor door;
  private final CurrentVertxRequest request;

  Tools(ToolManager manager, AgentDoor door, CurrentVertxRequest request) {
    this.manager = manager;
    this.door = door;
    this.request = request;
  }

  void start(@Observes StartupEvent start) {
    register("search", "Search", door::search);
    register("fetch", "Fetch a passage", door::fetch);
    register("retrieve", "Retrieve passages", door::retrieve);
  }

  private void register(String name, String title, ToolCall.Work work) {
    JsonObject schema = schema(name);
    manager
        .newTool(name)
        .setTitle(title)
        .setDescription(schema.getString("description"))
        .setInputSchema(schema.getJsonObject("input"))
        .setOutputSchema(schema.getJsonObject("output"))
        .setAnnotations(new ToolAnnotations(title, true, false, true, true))
        .setAsyncHandler(arguments -> new ToolCall(work, arguments, request.getCurrent()).answer())
        .register();
  }

  private static JsonObject schema(String name) {
    String file = "/META-INF/mcp/" + name + ".json";
    try (InputStream in = Tools.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
