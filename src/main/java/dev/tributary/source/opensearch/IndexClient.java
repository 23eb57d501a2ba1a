package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of one index, the same in both products. */
final class IndexClient {
  private static final StoreErrors ERRORS = new StoreErrors();

  private final JsonApi api;
  private final String path;

  IndexClient(JsonApi api, String index) {
    this.api = api;
    path = "/" + URLEncoder.encode(index, StandardCharsets.UTF_8);
  }

  /** How its errors are read, for the API it is made with. */
  static StoreErrors errors() {
    return ERRORS;
  }

  Uni<JsonNode> mapping(Deadline deadline) {
    return api.call("GET", path + "/_mapping", null, deadline);
  }

  Uni<Void> create(ObjectNode body, Deadline deadline) {
    return api.tell("PUT", path, body, deadline);
  }

  /** One search. */
  Uni<JsonNode> search(ObjectNode search, Deadline deadline) {
    return api.call("POST", path + "/_search", search, deadline).invoke(this::requireHits);
  }

  /** Several searches in one call; the answers, which may be errors, in the same order. */
  Uni<List<JsonNode>> searches(List<ObjectNode> searches, Deadline deadline) {
    List<ObjectNode> lines = new ArrayList<>(2 * searches.size());
    for (ObjectNode search : searches) {
      lines.add(Queries.object());
      lines.add(search);
    }
    return api.lines("POST", path + "/_msearch", lines, deadline)
        .map(
            answer -> {
              List<JsonNode> responses = new ArrayList<>();
              answer.path("responses").forEach(responses::add);
              if (responses.size() != searches.size()) {
                throw strange(
                    "%d answers to %d searches".formatted(responses.size(), searches.size()));
              }
              return responses;
            });
  }

  /**
   * Writes and removes; what is acknowledged is on disk.
   *
   * @throws SourceException through the Uni when one of them was refused
   */
  Uni<Void> bulk(List<ObjectNode> lines, Deadline deadline) {
    return api.lines("POST", path + "/_bulk", lines, deadline)
        .invoke(this::requireWritten)
        .replaceWithVoid();
  }

  /** Has the next search find what was written. */
  Uni<Void> refresh(Deadline deadline) {
    return api.tell("POST", path + "/_refresh", null, deadline);
  }

  /** What went wrong with a part of an answer; null when nothing did. */
  @Nullable SourceException failure(JsonNode part) {
    if (!part.has("error")) {
      return null;
    }
    int status = part.path("status").asInt();
    String said = ERRORS.message(part);
    return new SourceException(
        ERRORS.kind(status, part),
        api.host() + " answered " + status + (said == null ? "" : ": " + api.discreet(said)));
  }

  /** Checks that a part of an answer is one of a search. */
  void requireHits(JsonNode part) {
    if (!part.path("hits").path("hits").isArray()) {
      throw strange("no hits, not even none");
    }
  }

  private void requireWritten(JsonNode answer) {
    if (!answer.path("items").isArray()) {
      throw strange("no items");
    }
    if (answer.path("errors").asBoolean()) {
      for (JsonNode item : answer.path("items")) {
        for (JsonNode result : item) {
          @Nullable SourceException failure = failure(result);
          if (failure != null) {
            throw failure;
          }
        }
      }
    }
  }

  private SourceException strange(String what) {
    return new SourceException(
        ErrorKind.PROTOCOL, api.host() + " answered what is not its protocol: " + what);
  }

  @Override
  public String toString() {
    return api.address();
  }
}
