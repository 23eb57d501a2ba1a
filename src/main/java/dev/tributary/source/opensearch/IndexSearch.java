package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One search of an index.
 *
 * <p>Where words and vectors are searched, both lists come by one {@code _msearch} without their
 * documents, deeper than what is asked for; they are fused by reciprocal rank, and only the
 * documents that are left are fetched: of a hundred hits with text and vector ninety would be
 * thrown away.
 *
 * <p>An answer in which shards failed, or that the time cut short, is one, but says {@link
 * Found#PARTIAL}.
 */
final class IndexSearch {
  private final IndexClient client;
  private final IndexShape shape;
  private final SearchRequest request;
  private final String source;
  private final Dialect dialect;
  private final Hits hits;
  private final @Nullable JsonNode filter;

  IndexSearch(IndexClient client, Dialect dialect, IndexShape shape, SearchRequest request) {
    this.client = client;
    this.dialect = dialect;
    this.shape = shape;
    this.request = request;
    source = shape.settings().store().name();
    boolean vectors = request.returnVectors() && shape.vectors() != null;
    hits = new Hits(shape, dialect, vectors ? shape.settings().store().content().model() : null);
    filter = request.filter() == null ? null : shape.filter().of(request.filter());
  }

  /**
   * By words alone.
   *
   * @param degraded why not by vector too, if it should have been
   */
  Uni<Found> words(@Nullable String degraded) {
    return client
        .search(hits.wantedFrom(byWords(request.limit())), request.deadline())
        .map(answer -> found(answer, Signal.BM25, score -> score, degraded));
  }

  /** By vector alone: the score is what the index measures, in the one convention. */
  Uni<Found> nearest(Vector question, VectorField vectors) {
    @Nullable Signal signal =
        vectors.scale().distance() == null ? Signal.SCORE : vectors.scale().distance().signal();
    return client
        .search(hits.wantedFrom(byVector(question, request.limit())), request.deadline())
        .map(answer -> found(answer, signal, vectors.scale()::convert, null));
  }

  /** By both, fused. */
  Uni<Found> both(Vector question) {
    int depth = Math.max(request.limit(), FusedLists.DEPTH);
    List<ObjectNode> searches =
        List.of(
            byWords(depth).put("_source", false), byVector(question, depth).put("_source", false));
    return client.searches(searches, request.deadline()).chain(this::joined);
  }

  private Uni<Found> joined(List<JsonNode> answers) {
    List<JsonNode> whole = new ArrayList<>(answers.size());
    @Nullable SourceException passing = null;
    boolean partial = false;
    for (JsonNode answer : answers) {
      @Nullable SourceException failure = client.failure(answer);
      if (failure == null) {
        client.requireHits(answer);
        whole.add(answer);
        partial |= isPartial(answer);
      } else if (isPassing(failure)) {
        passing = failure;
        partial = true;
      } else {
        throw failure;
      }
    }
    if (passing != null && whole.isEmpty()) {
      throw passing;
    }
    List<Fused> best = fuse(whole);
    return best.isEmpty()
        ? Uni.createFrom().item(stored().found(partial ? Found.PARTIAL : null))
        : fetch(best, partial);
  }

  private Uni<Found> fetch(List<Fused> best, boolean partial) {
    ObjectNode search = timed(Queries.object().set("query", documents(best)));
    search.put("size", best.size());
    return client
        .search(hits.wantedFrom(search), request.deadline())
        .map(
            answer -> {
              Map<String, JsonNode> documents = new HashMap<>();
              answer.path("hits").path("hits").forEach(hit -> documents.put(Hits.key(hit), hit));
              StoredHits stored = stored();
              for (Fused one : best) {
                @Nullable JsonNode hit = documents.get(one.key);
                if (hit != null) {
                  add(stored, hit, Signal.SCORE, one.score);
                }
              }
              return stored.found(partial || isPartial(answer) ? Found.PARTIAL : null);
            });
  }

  /** Of several indexes behind an alias each by its own: the same id may stand in all of them. */
  private ObjectNode documents(List<Fused> best) {
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    best.forEach(one -> ids.computeIfAbsent(one.index, _ -> new LinkedHashSet<>()).add(one.id));
    if (shape.indexes() == 1 && ids.size() == 1) {
      return Queries.ids(ids.values().iterator().next());
    }
    ArrayNode any = Queries.array();
    ids.forEach(
        (index, some) ->
            any.add(
                Queries.bool(
                    "filter",
                    Queries.array().add(Queries.term("_index", index)).add(Queries.ids(some)))));
    return Queries.bool("should", any);
  }

  private record Fused(String key, String index, String id, double score) {}

  private List<Fused> fuse(List<JsonNode> answers) {
    Map<String, Fused> fused = new HashMap<>();
    for (JsonNode answer : answers) {
      int rank = 0;
      for (JsonNode hit : answer.path("hits").path("hits")) {
        double part = ReciprocalRank.of(++rank, ReciprocalRank.DEFAULT_K);
        String key = Hits.key(hit);
        fused.merge(
            key,
            new Fused(key, hit.path("_index").asText(), hit.path("_id").asText(), part),
            (known, more) -> new Fused(key, known.index, known.id, known.score + more.score));
      }
    }
    return fused.values().stream()
        .sorted(Comparator.comparingDouble((Fused one) -> -one.score).thenComparing(Fused::key))
        .limit(request.limit())
        .toList();
  }

  private ObjectNode byWords(int size) {
    ObjectNode search = Queries.object();
    search.set("query", WordsQuery.of(request.question().text(), shape.words(), filter));
    return timed(search).put("size", size);
  }

  private ObjectNode byVector(Vector question, int size) {
    ObjectNode search = Queries.object();
    dialect.nearest(
        search, shape.settings().vectorField(), Queries.numbers(question.values()), size, filter);
    return timed(search).put("size", size);
  }

  /** What is not answered by then is of no use to anybody. */
  private ObjectNode timed(ObjectNode search) {
    long left = Math.max(1, request.deadline().remaining().toMillis());
    return search.put("timeout", left + "ms").put("track_total_hits", false);
  }

  private Found found(
      JsonNode answer, Signal signal, DoubleUnaryOperator convert, @Nullable String degraded) {
    StoredHits stored = stored();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      add(stored, hit, signal, convert.applyAsDouble(hit.path("_score").asDouble()));
    }
    return stored.found(degraded == null && isPartial(answer) ? Found.PARTIAL : degraded);
  }

  private void add(StoredHits stored, JsonNode hit, Signal signal, double score) {
    stored.add(hit.path("_id").textValue(), hits.fields(hit), signal, score, hits.vector(hit));
  }

  private StoredHits stored() {
    return new StoredHits(source, shape.target(), shape.settings().store().fields());
  }

  private static boolean isPartial(JsonNode answer) {
    return answer.path("timed_out").asBoolean()
        || answer.path("_shards").path("failed").asInt() > 0;
  }

  /** Whether one of two searches may fail so, and the other be an answer. */
  private static boolean isPassing(SourceException failure) {
    return failure.kind().isTransient() || failure.kind() == ErrorKind.TIMEOUT;
  }
}
