package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.MissingCollectionException;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.ErrorBody;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StatusException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of one collection, which is called by an id that only its name leads to. The id is
 * remembered; when the collection was dropped and made again, it is looked up anew.
 */
final class ChromaClient {
  /** Where Chroma says what is wrong. */
  static final ErrorBody ERRORS = error -> error.path("message").textValue();

  private static final int NOT_FOUND = 404;

  private final JsonApi api;
  private final String collections;
  private final String name;
  private final String where;
  private final Optional<Distance> expected;
  private volatile @Nullable ChromaCollection known;

  /**
   * @param expected how the collection must measure; empty for however it does
   */
  ChromaClient(
      JsonApi api, String tenant, String database, String name, Optional<Distance> expected) {
    this.api = api;
    this.name = name;
    this.expected = expected;
    collections =
        "/api/v2/tenants/"
            + JsonApi.encode(tenant)
            + "/databases/"
            + JsonApi.encode(database)
            + "/collections";
    where = "collection \"%s\" of %s/%s at %s".formatted(name, tenant, database, api.host());
  }

  /** What it is about, for messages. */
  String where() {
    return where;
  }

  String endpointKey() {
    return api.endpointKey();
  }

  /**
   * Does something in the collection. When its remembered id is no longer known to the server, it
   * is done once more with the id of now.
   */
  <T> Uni<T> in(Deadline deadline, Function<ChromaCollection, Uni<T>> what) {
    return in(find(deadline), what);
  }

  /** The same in a collection that is made when it does not exist. */
  <T> Uni<T> inNew(Deadline deadline, Function<ChromaCollection, Uni<T>> what) {
    return in(findOrCreate(deadline), what);
  }

  private <T> Uni<T> in(Uni<ChromaCollection> lookUp, Function<ChromaCollection, Uni<T>> what) {
    return Uni.createFrom()
        .deferred(
            () -> {
              ChromaCollection before = known;
              return before == null
                  ? lookUp.chain(what::apply)
                  : what.apply(before)
                      .onFailure(failure -> StatusException.is(failure, NOT_FOUND))
                      .recoverWithUni(() -> lookUp.chain(what::apply));
            });
  }

  /** Looks the collection up; a failure says which one is missing, or measures otherwise. */
  Uni<ChromaCollection> find(Deadline deadline) {
    return api.call("GET", collections + "/" + JsonApi.encode(name), null, deadline)
        .map(this::remember)
        .onFailure(failure -> StatusException.is(failure, NOT_FOUND))
        .transform(
            _ -> {
              known = null;
              return new MissingCollectionException(where);
            });
  }

  private Uni<ChromaCollection> findOrCreate(Deadline deadline) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.put("name", name).put("get_or_create", true);
    String space = ChromaCollection.space(expected.orElse(Distance.COSINE));
    body.putObject("configuration").putObject("hnsw").put("space", space);
    return api.call("POST", collections, body, deadline).map(this::remember);
  }

  /** Calls {@code query}, {@code get}, {@code upsert} or {@code delete}. */
  Uni<JsonNode> call(ChromaCollection collection, String verb, ObjectNode body, Deadline deadline) {
    return api.call("POST", collections + "/" + collection.id() + "/" + verb, body, deadline);
  }

  private ChromaCollection remember(JsonNode described) {
    ChromaCollection found = ChromaCollection.of(api.host(), described);
    expected
        .filter(distance -> distance != found.distance())
        .ifPresent(
            distance -> {
              throw new SourceException(
                  ErrorKind.BAD_REQUEST,
                  "%s measures by %s, not by %s as configured"
                      .formatted(
                          where,
                          ChromaCollection.space(found.distance()),
                          ChromaCollection.space(distance)));
            });
    // Without dimensions it is about to change: the first vector gives it some.
    known = found.dimensions().isPresent() ? found : null;
    return found;
  }
}
