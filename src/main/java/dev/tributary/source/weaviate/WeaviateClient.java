package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.MissingCollectionException;
import dev.tributary.source.Remembered;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.ErrorBody;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StatusException;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The REST and GraphQL APIs of one collection. */
final class WeaviateClient {
  /** Where Weaviate says what is wrong: its two APIs and its guard say it in three ways. */
  static final ErrorBody ERRORS = WeaviateClient::message;

  private static final int NOT_FOUND = 404;

  private final JsonApi api;
  private final WeaviateShape shape;
  private final String where;
  private final Remembered<WeaviateCollection> collection = new Remembered<>();

  WeaviateClient(JsonApi api, WeaviateShape shape) {
    this.api = api;
    this.shape = shape;
    where =
        "collection \"%s\"%s at %s"
            .formatted(
                shape.collection(),
                shape.tenant().map(tenant -> " of tenant \"" + tenant + "\"").orElse(""),
                api.host());
  }

  /** What it is about, for messages. */
  String where() {
    return where;
  }

  WeaviateShape shape() {
    return shape;
  }

  String endpointKey() {
    return api.endpointKey();
  }

  /** Does something with the collection, whose schema is looked up when it is not known. */
  <T> Uni<T> with(Deadline deadline, Function<WeaviateCollection, Uni<T>> what) {
    return collection.use(() -> describe(deadline), what);
  }

  /** Looks the collection up. */
  Uni<WeaviateCollection> describe(Deadline deadline) {
    return api.call("GET", "/v1/schema/" + shape.collection(), null, deadline)
        .map(schema -> WeaviateCollection.of(where, schema, shape))
        .invoke(collection::saw)
        .onFailure(failure -> StatusException.is(failure, NOT_FOUND))
        .transform(_ -> new MissingCollectionException(where));
  }

  /** The objects that a query of GraphQL gives for the collection. */
  Uni<JsonNode> query(String query, Deadline deadline) {
    ObjectNode body = JsonApi.mapper().createObjectNode().put("query", query);
    return api.call("POST", "/v1/graphql", body, deadline).map(this::objects);
  }

  /** Calls REST. */
  Uni<JsonNode> call(String method, String path, @Nullable JsonNode body, Deadline deadline) {
    return api.call(method, path, body, deadline);
  }

  /** Removes one object; one that is not there is no error. */
  Uni<Void> removeObject(String id, Deadline deadline) {
    String path = "/v1/objects/" + shape.collection() + "/" + id + tenantParameter();
    return api.tell("DELETE", path, null, deadline)
        .onFailure(failure -> StatusException.is(failure, NOT_FOUND))
        .recoverWithNull();
  }

  /** What names the tenant in a path of REST. */
  String tenantParameter() {
    return shape.tenant().map(tenant -> "?tenant=" + JsonApi.encode(tenant)).orElse("");
  }

  /** A failure in the store's own words. */
  SourceException refused(String message) {
    return new SourceException(kind(message), where + " answered: " + api.discreet(message));
  }

  /** GraphQL and batches answer 200 whatever went wrong: the words alone tell. */
  private static ErrorKind kind(String message) {
    // Beyond MAXIMUM_CONCURRENT_GET_REQUESTS.
    if (message.contains("429 Too many requests")) {
      return ErrorKind.OVERLOADED;
    }
    if (message.contains("insufficient permissions")) {
      return ErrorKind.AUTH;
    }
    // Of Go's, where one node asks another.
    if (message.contains("deadline exceeded")) {
      return ErrorKind.TIMEOUT;
    }
    return message.contains("connection refused") ? ErrorKind.UNAVAILABLE : ErrorKind.BAD_REQUEST;
  }

  private JsonNode objects(JsonNode answer) {
    @Nullable String message = answer.path("errors").path(0).path("message").textValue();
    if (message != null) {
      throw refused(message);
    }
    JsonNode objects = answer.path("data").path("Get").path(shape.collection());
    if (!objects.isArray()) {
      throw new SourceException(ErrorKind.PROTOCOL, where + " answered without a list of objects");
    }
    return objects;
  }

  private static @Nullable String message(JsonNode body) {
    JsonNode error = body.path("error");
    return error.isArray()
        ? error.path(0).path("message").textValue()
        : body.path("message").asText(error.asText(null));
  }
}
