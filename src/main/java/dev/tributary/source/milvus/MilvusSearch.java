package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One search, one call: where the collection has a BM25 function, words and vector fused by Milvus
 * with reciprocal rank; else the vector alone. Without a vector the words alone.
 */
final class MilvusSearch {
  private final MilvusClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final SearchRequest request;

  MilvusSearch(
      MilvusClient client, StoreSettings settings, Dimensions dimensions, SearchRequest request) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.request = request;
  }

  Uni<Found> run() {
    if (settings.content().model() == null) {
      return client.with(request.deadline(), collection -> words(collection, null, null));
    }
    return request
        .vector()
        .onItemOrFailure()
        .transformToUni(
            (vector, failure) ->
                client.with(
                    request.deadline(),
                    collection ->
                        failure == null
                            ? byVector(collection, vector)
                            : words(collection, Found.NO_VECTOR, failure)));
  }

  private Uni<Found> byVector(MilvusCollection collection, Vector vector) {
    dimensions.saw(vector);
    if (collection.dimensions() != vector.values().length) {
      throw Dimensions.mismatch(client.where(), collection.dimensions(), vector.values().length);
    }
    return collection.bm25Field() == null
        ? near(collection, vector)
        : both(collection, collection.bm25Field(), vector);
  }

  private Uni<Found> near(MilvusCollection collection, Vector vector) {
    ObjectNode body = one(client.request(), collection.vectorField(), request.limit());
    body.putArray("data").addPOJO(vector.values());
    return found(
        collection, "search", body, collection.distance().signal(), collection::score, null);
  }

  private Uni<Found> both(MilvusCollection collection, String bm25Field, Vector vector) {
    int depth = Math.max(request.limit(), FusedLists.DEPTH);
    ObjectNode body = client.request();
    ArrayNode searches = body.putArray("search");
    one(searches.addObject(), collection.vectorField(), depth)
        .putArray("data")
        .addPOJO(vector.values());
    one(searches.addObject(), bm25Field, depth).putArray("data").add(request.question().text());
    body.putObject("rerank")
        .put("strategy", "rrf")
        .putObject("params")
        .put("k", ReciprocalRank.DEFAULT_K);
    body.put("limit", request.limit());
    return found(collection, "hybrid_search", body, Signal.SCORE, told -> told, null);
  }

  private Uni<Found> words(
      MilvusCollection collection, @Nullable String degraded, @Nullable Throwable failure) {
    if (collection.bm25Field() == null) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED,
          client.where()
              + " has no BM25 function, so that it is searched by vector alone"
              + (failure == null ? "" : ", and there is none: " + failure.getMessage()));
    }
    ObjectNode body = one(client.request(), collection.bm25Field(), request.limit());
    body.putArray("data").add(request.question().text());
    return found(collection, "search", body, Signal.BM25, told -> told, degraded);
  }

  private static ObjectNode one(ObjectNode search, String field, int limit) {
    return search.put("annsField", field).put("limit", limit);
  }

  private Uni<Found> found(
      MilvusCollection collection,
      String how,
      ObjectNode body,
      Signal signal,
      ToDoubleFunction<Double> score,
      @Nullable String degraded) {
    if (request.filter() != null) {
      String filter = new MilvusFilter(collection, settings.fields()).of(request.filter());
      if (filter.equals(MilvusFilter.NEVER)) {
        return Uni.createFrom().item(new Found(List.of(), 0, degraded));
      }
      if (!filter.equals(MilvusFilter.ALWAYS)) {
        restrict(body, filter);
      }
    }
    ArrayNode fields = body.putArray("outputFields");
    collection.otherFields().keySet().forEach(fields::add);
    boolean withVectors = request.returnVectors() && settings.content().model() != null;
    if (withVectors) {
      fields.add(collection.vectorField());
    }
    return client
        .call("entities/" + how, body, request.deadline())
        .map(
            rows -> {
              StoredHits hits = new StoredHits(settings.name(), client.where(), settings.fields());
              MilvusRow.list(client.where(), rows, collection, settings.fields())
                  .forEach(
                      row ->
                          hits.add(
                              row.id(),
                              row.fields(),
                              signal,
                              row.distance() == null ? null : score.applyAsDouble(row.distance()),
                              withVectors ? row.vector(settings.content().model()) : null));
              return hits.found(degraded);
            });
  }

  private static void restrict(ObjectNode body, String filter) {
    if (body.has("search")) {
      body.path("search").forEach(one -> ((ObjectNode) one).put("filter", filter));
    } else {
      body.put("filter", filter);
    }
  }
}
