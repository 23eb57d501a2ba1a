package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.MissingCollectionException;
import dev.tributary.source.Remembered;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.ErrorBody;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** The REST API of one collection. */
final class MilvusClient {
  /** Where Milvus says what is wrong. */
  static final ErrorBody ERRORS = error -> error.path("message").textValue();

  private final JsonApi api;
  private final String database;
  private final String name;
  private final MilvusShape shape;
  private final String where;
  private final Remembered<MilvusCollection> collection = new Remembered<>();

  MilvusClient(JsonApi api, String database, String name, MilvusShape shape) {
    this.api = api;
    this.database = database;
    this.name = name;
    this.shape = shape;
    where = "collection \"%s\" of %s at %s".formatted(name, database, api.host());
  }

  /** What it is about, for messages. */
  String where() {
    return where;
  }

  String endpointKey() {
    return api.endpointKey();
  }

  /** How a collection that is made measures. */
  Distance distanceOfNew() {
    return shape.distance().orElse(Distance.COSINE);
  }

  /** The field of the vectors of a collection that is made. */
  String vectorFieldOfNew() {
    return shape.vectorField().orElse("vector");
  }

  /** Does something with the collection, whose shape is looked up when it is not known. */
  <T> Uni<T> with(Deadline deadline, Function<MilvusCollection, Uni<T>> what) {
    return collection.use(() -> describe(deadline), what);
  }

  /** Looks the collection up. */
  Uni<MilvusCollection> describe(Deadline deadline) {
    return call("collections/describe", request(), deadline)
        .map(told -> MilvusCollection.of(where, told, shape))
        .invoke(collection::saw);
  }

  /** A body that names the collection. */
  ObjectNode request() {
    return JsonApi.mapper().createObjectNode().put("dbName", database).put("collectionName", name);
  }

  /** What stands under {@code data}; every other answer is a failure, though its status is 200. */
  Uni<JsonNode> call(String what, ObjectNode body, Deadline deadline) {
    return api.call("POST", "/v2/vectordb/" + what, body, deadline).map(this::data);
  }

  private JsonNode data(JsonNode answer) {
    JsonNode code = answer.path("code");
    if (!code.isInt()) {
      throw new SourceException(ErrorKind.PROTOCOL, where + " answered without a code");
    }
    return switch (code.intValue()) {
      // 200 before version 2.4.
      case 0, 200 -> answer.path("data");
      case 100 -> throw new MissingCollectionException(where);
      default ->
          throw new SourceException(
              kind(code.intValue()),
              "%s answered code %d: %s"
                  .formatted(
                      where, code.intValue(), api.discreet(answer.path("message").asText())));
    };
  }

  /**
   * Milvus's numbers of errors; those of wrong requests are many. What it calls worth another try,
   * and a replica or node that is gone, is unavailable.
   */
  private static ErrorKind kind(int code) {
    return switch (code) {
      case 1400, 1401, 1800 -> ErrorKind.AUTH;
      case 8, 9, 1807 -> ErrorKind.RATE_LIMITED;
      case 3, 4, 7, 11, 12 -> ErrorKind.OVERLOADED;
      case 1, 2, 5, 101, 103, 106, 202, 305, 401, 503, 902, 905, 10_000 -> ErrorKind.UNAVAILABLE;
      case 10, 3000 -> ErrorKind.UNSUPPORTED;
      case 10_001 -> ErrorKind.TIMEOUT;
      default -> ErrorKind.BAD_REQUEST;
    };
  }
}
