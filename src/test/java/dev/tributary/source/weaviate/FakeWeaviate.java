package dev.tributary.source.weaviate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.http.StubApi;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this kind uses of Weaviate, in memory: it holds, filters and finds as documented, and proves
 * nothing about Weaviate's own behaviour.
 */
final class FakeWeaviate implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StubApi api = StubApi.start();
  private final Map<String, FakeCollection> collections = new HashMap<>();

  private record Answer(int status, JsonNode body) {}

  static FakeWeaviate start() {
    FakeWeaviate fake = new FakeWeaviate();
    fake.api.behave(fake::answer);
    return fake;
  }

  URI uri() {
    return api.uri();
  }

  /** On its event loop, so one request at a time. */
  private void answer(HttpServerRequest request) {
    Answer answer;
    try {
      answer = answer(request, api.lastSeen());
    } catch (JsonProcessingException e) {
      answer = refusal(422, "no JSON");
    }
    request.response().setStatusCode(answer.status()).end(answer.body().toString());
  }

  private Answer answer(HttpServerRequest request, StubApi.Seen seen)
      throws JsonProcessingException {
    if (!("Bearer " + WeaviateStores.SECRET).equals(seen.headers().get("Authorization"))) {
      return refusal(401, "unauthorized");
    }
    String[] path = request.path().split("/", -1);
    String name = path.length > 3 ? path[3] : "";
    @Nullable FakeCollection collection = collections.get(name);
    return switch (seen.method() + " " + path[2]) {
      case "GET schema" ->
          collection == null ? refusal(404, "not found") : new Answer(200, collection.schema());
      case "POST schema" -> create(JSON.readTree(seen.body()));
      case "DELETE schema" -> {
        collections.remove(name);
        yield new Answer(200, JSON.createObjectNode());
      }
      case "POST batch" -> new Answer(200, write(JSON.readTree(seen.body()).path("objects")));
      case "DELETE objects" ->
          collection != null && collection.remove(path[4])
              ? new Answer(204, JSON.createObjectNode())
              : refusal(404, "not found");
      case "POST graphql" -> new Answer(200, find(JSON.readTree(seen.body()).path("query")));
      default -> refusal(404, "no such path");
    };
  }

  private Answer create(JsonNode schema) {
    String name = schema.path("class").asText();
    return collections.putIfAbsent(name, new FakeCollection(schema)) == null
        ? new Answer(200, schema)
        : refusal(422, "class name " + name + " already exists");
  }

  private ArrayNode write(JsonNode objects) {
    ArrayNode results = JSON.createArrayNode();
    for (JsonNode object : objects) {
      @Nullable FakeCollection collection = collections.get(object.path("class").asText());
      ObjectNode result = results.addObject().putObject("result");
      if (collection == null) {
        result.putObject("errors").putArray("error").addObject().put("message", "no such class");
      } else {
        collection.put(object);
        result.put("status", "SUCCESS");
      }
    }
    return results;
  }

  private JsonNode find(JsonNode query) {
    ReadQuery read = ReadQuery.of(query.asText());
    ObjectNode answer = JSON.createObjectNode();
    try {
      @Nullable FakeCollection collection = collections.get(read.collection());
      if (collection == null) {
        throw new IllegalArgumentException("Cannot query field \"" + read.collection() + "\"");
      }
      answer.putObject("data").putObject("Get").set(read.collection(), collection.find(read));
    } catch (IllegalArgumentException e) {
      answer.putArray("errors").addObject().put("message", e.getMessage());
    }
    return answer;
  }

  private static Answer refusal(int status, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("error").addObject().put("message", message);
    return new Answer(status, body);
  }

  @Override
  public void close() {
    api.close();
  }
}
