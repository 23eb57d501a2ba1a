package dev.tributary.api;

import dev.tributary.embedding.TinyCrossEncoder;
import dev.tributary.source.http.StubApi;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rerankers that do what their names say, each with a path of its own on one server, and {@code
 * tiny}, which runs in the process that is tested.
 */
public final class StubRerankers implements QuarkusTestResourceLifecycleManager {
  private static final List<String> NAMES =
      List.of("good", "slow", "dead", "few", "elsewhere", "nan", "twice", "huge", "unsure");

  private @Nullable StubApi server;

  /** The fake sources, and these rerankers. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return new FakeSources.Profile().getConfigOverrides();
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(StubRerankers.class));
    }
  }

  @Override
  public Map<String, String> start() {
    StubApi stub = StubApi.start();
    server = stub.behave(request -> answer(request, stub));
    Map<String, String> keys = new HashMap<>();
    for (String name : NAMES) {
      String prefix = "tributary.reranker.\"" + name + "\".";
      keys.put(prefix + "type", "jina");
      keys.put(prefix + "model", "m");
      keys.put(prefix + "api-key", "sk-very-secret");
      keys.put(prefix + "url", server.uri() + "/" + name);
      keys.put(prefix + "wait", name.equals("slow") ? "100ms" : "5s");
    }
    keys.putAll(inProcess());
    return keys;
  }

  private static Map<String, String> inProcess() {
    try {
      Path folder = Files.createTempDirectory("tributary-cross-encoder-");
      TinyCrossEncoder.write(folder);
      String prefix = "tributary.reranker.\"tiny\".";
      return Map.of(
          prefix + "type",
          "onnx",
          prefix + "model-path",
          folder.resolve("model.onnx").toString(),
          prefix + "tokenizer-path",
          folder.resolve("tokenizer.json").toString(),
          prefix + "wait",
          "30s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static void answer(HttpServerRequest request, StubApi stub) {
    switch (request.path()) {
      case "/slow/rerank" -> {}
      case "/dead/rerank" -> request.connection().close();
      case "/huge/rerank" ->
          request.response().setChunked(true).end(Buffer.buffer(new byte[50 << 20]));
      default -> {
        JsonArray texts = new JsonObject(stub.lastSeen().body()).getJsonArray("documents");
        request.response().end(results(request.path(), texts));
      }
    }
  }

  /** Passages of the source {@code wiki} answer best, then the later ones. */
  private static String results(String path, JsonArray texts) {
    JsonArray results = new JsonArray();
    for (int i = 0; i < texts.size(); i++) {
      double score = texts.getString(i).contains("told by wiki") ? 0.9 : 0.1 + 0.1 * i;
      double told = path.startsWith("/unsure") ? score / 10 : score;
      results.add(new JsonObject().put("index", i).put("relevance_score", told));
    }
    JsonObject first = results.getJsonObject(0);
    switch (path) {
      case "/few/rerank" -> results.remove(0);
      case "/elsewhere/rerank" -> first.put("index", texts.size());
      case "/twice/rerank" -> first.put("index", texts.size() - 1);
      case "/nan/rerank" -> first.put("relevance_score", "NaN");
      default -> {}
    }
    return new JsonObject().put("results", results).encode();
  }
}
