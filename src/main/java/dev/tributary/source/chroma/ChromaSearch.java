package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.StoredHits;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search of a collection: the nearest to the question's vector; when that is not to be had, or
 * there is no model, the texts that hold words of the question, without scores.
 */
final class ChromaSearch {
  /** How many texts that hold a word are looked at, since Chroma gives them in no order. */
  private static final int CANDIDATES = 100;

  private final ChromaClient client;
  private final StoreSettings settings;
  private final Dimensions dimensions;
  private final SearchRequest request;
  private final @Nullable ObjectNode where;

  ChromaSearch(
      ChromaClient client, StoreSettings settings, Dimensions dimensions, SearchRequest request) {
    this.client = client;
    this.settings = settings;
    this.dimensions = dimensions;
    this.request = request;
    where = request.filter() == null ? null : ChromaWhere.of(request.filter());
  }

  Uni<Found> run() {
    if (settings.content().model() == null) {
      return byWords(null);
    }
    return request
        .vector()
        .onItemOrFailure()
        .transformToUni(
            (vector, failure) -> failure == null ? near(vector) : byWords(Found.NO_VECTOR));
  }

  private Uni<Found> near(Vector vector) {
    dimensions.saw(vector);
    ObjectNode body = body(request.limit(), "n_results");
    body.putArray("query_embeddings").addPOJO(vector.values());
    ArrayNode include = body.putArray("include").add("metadatas").add("documents").add("distances");
    if (request.returnVectors()) {
      include.add("embeddings");
    }
    return client.in(
        request.deadline(),
        collection -> {
          collection.dimensions().ifPresent(held -> requireSame(held, vector.values().length));
          return client
              .call(collection, "query", body, request.deadline())
              .map(answer -> nearest(collection, answer));
        });
  }

  private void requireSame(int held, int asked) {
    if (held != asked) {
      throw Dimensions.mismatch(client.where(), held, asked);
    }
  }

  private Found nearest(ChromaCollection collection, JsonNode answer) {
    StoredHits hits = hits();
    for (ChromaRecord one : ChromaRecord.ofQuery(client.where(), answer)) {
      hits.add(
          one.id(),
          one.fields(),
          collection.distance().signal(),
          one.distance() == null ? null : collection.score(one.distance()),
          request.returnVectors() ? vector(one) : null);
    }
    return hits.found(null);
  }

  private Uni<Found> byWords(@Nullable String degraded) {
    ChromaWords words = new ChromaWords(request.question());
    ObjectNode body = body(Math.max(request.limit(), CANDIDATES), "limit");
    body.set("where_document", words.whereDocument());
    ArrayNode include = body.putArray("include").add("metadatas").add("documents");
    if (request.returnVectors()) {
      include.add("embeddings");
    }
    return client.in(
        request.deadline(),
        collection ->
            client
                .call(collection, "get", body, request.deadline())
                .map(answer -> holding(words, answer, degraded)));
  }

  private Found holding(ChromaWords words, JsonNode answer, @Nullable String degraded) {
    StoredHits hits = hits();
    List<ChromaRecord> records = ChromaRecord.ofGet(client.where(), answer);
    for (ChromaRecord one : records) {
      hits.add(
          one.id(), one.fields(), Signal.RANK, null, request.returnVectors() ? vector(one) : null);
    }
    Found all = hits.found(degraded);
    return new Found(words.ranked(all.passages(), request.limit()), all.dropped(), degraded);
  }

  private ObjectNode body(int limit, String limitName) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.put(limitName, limit);
    if (where != null) {
      body.set("where", where);
    }
    return body;
  }

  private StoredHits hits() {
    return new StoredHits(settings.name(), client.where(), settings.fields());
  }

  private @Nullable Vector vector(ChromaRecord one) {
    String model = settings.content().model();
    return one.vector() == null || model == null ? null : new Vector(model, one.vector());
  }
}
