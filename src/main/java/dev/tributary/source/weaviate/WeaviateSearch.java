package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One search, one call: words and vector fused by Weaviate by their ranks, the vector alone where
 * {@code alpha} is 1, the words alone where there is no vector.
 */
final class WeaviateSearch {
  private final WeaviateClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final SearchRequest request;

  WeaviateSearch(
      WeaviateClient client, StoreSettings settings, Dimensions dimensions, SearchRequest request) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.request = request;
  }

  Uni<Found> run() {
    if (settings.content().model() == null) {
      return client.with(request.deadline(), collection -> byWords(collection, null));
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
                            : byWords(collection, Found.NO_VECTOR)));
  }

  private Uni<Found> byVector(WeaviateCollection collection, Vector vector) {
    dimensions.saw(vector);
    String target =
        collection
            .vectorName()
            .map(name -> ", targetVectors: [" + GraphQl.text(name) + "]")
            .orElse("");
    String coordinates = GraphQl.vector(vector.values());
    return client.shape().alpha() == 1
        ? found(
            collection,
            "nearVector: {vector: %s%s}".formatted(coordinates, target),
            collection.distance().signal(),
            one -> one.distance() == null ? null : collection.score(one.distance()),
            null)
        : found(
            collection,
            "hybrid: {query: %s, vector: %s, alpha: %s, fusionType: rankedFusion, properties: %s%s}"
                .formatted(
                    GraphQl.text(request.question().text()),
                    coordinates,
                    client.shape().alpha(),
                    GraphQl.texts(searched(collection)),
                    target),
            Signal.SCORE,
            WeaviateObject::score,
            null);
  }

  private Uni<Found> byWords(WeaviateCollection collection, @Nullable String degraded) {
    return found(
        collection,
        "bm25: {query: %s, properties: %s}"
            .formatted(
                GraphQl.text(request.question().text()), GraphQl.texts(searched(collection))),
        Signal.BM25,
        WeaviateObject::score,
        degraded);
  }

  /** Title and text, as far as the collection has them and indexes their words. */
  private List<String> searched(WeaviateCollection collection) {
    StoreFields names = settings.fields();
    return Stream.of(names.title(), names.text())
        .filter(name -> isSearched(collection.properties().get(name)))
        .toList();
  }

  private static boolean isSearched(WeaviateCollection.@Nullable Property property) {
    return property != null && property.isSearched();
  }

  private Uni<Found> found(
      WeaviateCollection collection,
      String how,
      Signal signal,
      Function<WeaviateObject, @Nullable Double> score,
      @Nullable String degraded) {
    List<@Nullable String> arguments =
        new ArrayList<>(
            Arrays.asList(
                GraphQl.tenant(client.shape().tenant()), how, "limit: " + request.limit()));
    if (request.filter() != null) {
      arguments.add(
          "where: " + new WeaviateFilter(collection, settings.fields()).of(request.filter()));
    }
    boolean withVectors = request.returnVectors() && settings.content().model() != null;
    String query =
        GraphQl.get(
            client.shape().collection(),
            arguments,
            String.join(" ", collection.properties().keySet())
                + " _additional { id distance score"
                + (withVectors ? " " + GraphQl.ownVector(collection.vectorName()) : "")
                + " }");
    return client
        .query(query, request.deadline())
        .map(objects -> hits(objects, signal, score, withVectors).found(degraded));
  }

  private StoredHits hits(
      JsonNode objects,
      Signal signal,
      Function<WeaviateObject, @Nullable Double> score,
      boolean withVectors) {
    StoredHits hits = new StoredHits(settings.name(), client.where(), settings.fields());
    for (JsonNode object : objects) {
      WeaviateObject one = WeaviateObject.of(object, settings.fields());
      String model = settings.content().model();
      hits.add(
          one.id(),
          one.fields(),
          signal,
          score.apply(one),
          !withVectors || one.vector() == null || model == null
              ? null
              : new Vector(model, one.vector()));
    }
    return hits;
  }
}
