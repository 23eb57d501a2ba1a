package dev.tributary.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limit: one request, so many calls, RRF, one answer, and nothing else. No deadline, limiter,
 * breaker, report, metric or check of what came; the same HTTP and JSON libraries.
 */
public final class BareFanOut extends AbstractVerticle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOP = 10;
  private static final int K = 60;

  private final int port;
  private final URI target;
  private final int sources;

  private BareFanOut(int port, URI target, int sources) {
    this.port = port;
    this.target = target;
    this.sources = sources;
  }

  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    URI target = URI.create(args[1]);
    int sources = Integer.parseInt(args[2]);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new BareFanOut(port, target, sources),
            new DeploymentOptions().setInstances(loops));
  }

  @Override
  public void start() {
    HttpClient client =
        vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64 * Math.max(1, sources)));
    vertx.createHttpServer().requestHandler(r -> answer(r, client)).listen(port, "127.0.0.1");
  }

  private void answer(HttpServerRequest request, HttpClient client) {
    String q = URLEncoder.encode(request.getParam("q"), StandardCharsets.UTF_8);
    List<Future<JsonNode>> calls = new ArrayList<>(sources);
    for (int i = 0; i < sources; i++) {
      calls.add(
          client
              .request(HttpMethod.GET, target.getPort(), target.getHost(), "/s/" + i + "?q=" + q)
              .compose(HttpClientRequest::send)
              .compose(HttpClientResponse::body)
              .map(BareFanOut::parse));
    }
    Future.all(calls)
        .onSuccess(
            all ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(write(fuse(all.list()))))
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }

  private static JsonNode parse(Buffer body) {
    try {
      return JSON.readTree(body.getBytes()).get("results");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode fuse(List<JsonNode> lists) {
    Map<String, Double> scores = new HashMap<>();
    Map<String, ObjectNode> hits = new HashMap<>();
    for (JsonNode list : lists) {
      int rank = 0;
      for (JsonNode hit : list) {
        String url = hit.get("url").textValue();
        scores.merge(url, 1.0 / (K + ++rank), Double::sum);
        hits.putIfAbsent(url, (ObjectNode) hit);
      }
    }
    ArrayNode passages = JSON.createArrayNode();
    scores.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(TOP)
        .forEach(e -> passages.add(hits.get(e.getKey()).put("score", e.getValue())));
    return JSON.createObjectNode().set("passages", passages);
  }

  private static Buffer write(ObjectNode answer) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
