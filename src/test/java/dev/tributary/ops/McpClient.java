package dev.tributary.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.NpmRecipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The protocol's official client, of the npm package, in a process of its own that ends with this
 * one at the latest.
 */
final class McpClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of("target/servers/mcp-client").toAbsolutePath();

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  private McpClient(Process process) {
    this.process = process;
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Aborts the test where npm cannot bring the client. */
  static void require() throws InterruptedException {
    try {
      NpmRecipe.install("mcp-client");
    } catch (IOException e) {
      Assumptions.abort("no MCP client of npm: " + e.getMessage());
    }
  }

  /** A client that is not connected yet. */
  static McpClient start(String url, String... key) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "client.mjs", url + "/mcp"));
    command.addAll(Arrays.asList(key));
    return new McpClient(
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectError(HOME.resolve("client.log").toFile())
            .start());
  }

  JsonNode connect(Map<String, String> headers) throws IOException {
    Map<String, Object> call = new TreeMap<>(headers);
    call.put("call", "connect");
    return call(call);
  }

  JsonNode tools() throws IOException {
    return call(Map.of("call", "tools"));
  }

  JsonNode tool(String name, Map<String, ?> arguments) throws IOException {
    return call(Map.of("call", "tool", "name", name, "arguments", arguments));
  }

  /** The client gives up after a while. */
  JsonNode abortedTool(String name, Map<String, ?> arguments, int afterMillis) throws IOException {
    return call(
        Map.of(
            "call", "tool", "name", name, "arguments", arguments, "abort_after_ms", afterMillis));
  }

  private JsonNode call(Map<String, ?> call) throws IOException {
    to.write(JSON.writeValueAsString(call) + "\n");
    to.flush();
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException("the client ended: " + Files.readString(HOME.resolve("client.log")));
    }
    return JSON.readTree(answer);
  }

  @Override
  public void close() throws Exception {
    // It ends when this pipe does.
    to.close();
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
