package dev.tributary.source.qdrant;

import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoredHits;
import io.qdrant.client.VectorOutputHelper;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From points to passages. */
final class Answers {
  private final QdrantSettings settings;

  Answers(QdrantSettings settings) {
    this.settings = settings;
  }

  private record Hit(String id, double score, ScoredPoint point) {
    /** Of equal scores in the same order every time. */
    static final Comparator<Hit> BEST_FIRST =
        Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::id);
  }

  /** The nearest by dense vector. */
  Found byVector(QueryResponse answer, Distance distance, SearchRequest request) {
    List<Hit> hits = new ArrayList<>(answer.getResultCount());
    for (ScoredPoint point : answer.getResultList()) {
      double score = point.getScore();
      hits.add(
          new Hit(
              id(point.getId()),
              // Only of Euclidean distance Qdrant gives the distance itself.
              switch (distance) {
                case COSINE -> distance.score(1 - score);
                case DOT -> distance.score(-score);
                case EUCLIDEAN -> distance.score(score);
              },
              point));
    }
    return found(hits, distance.signal(), request, null);
  }

  /** What has scores of its own, the higher the better. */
  Found ranked(
      QueryResponse answer, Signal signal, SearchRequest request, @Nullable String degraded) {
    List<Hit> hits = new ArrayList<>(answer.getResultCount());
    for (ScoredPoint point : answer.getResultList()) {
      hits.add(new Hit(id(point.getId()), point.getScore(), point));
    }
    return found(hits, signal, request, degraded);
  }

  /** Refuses points none of which could be a passage. */
  void requireReadable(List<RetrievedPoint> sample) {
    StoredHits hits = hits();
    for (RetrievedPoint point : sample) {
      hits.add(id(point.getId()), Payloads.read(point.getPayloadMap()), Signal.RANK, null, null);
    }
    hits.requireReadable();
  }

  private Found found(
      List<Hit> hits, Signal signal, SearchRequest request, @Nullable String degraded) {
    hits.sort(Hit.BEST_FIRST);
    StoredHits passages = hits();
    @Nullable String model = request.returnVectors() ? settings.model() : null;
    for (Hit hit : hits.subList(0, Math.min(request.limit(), hits.size()))) {
      passages.add(
          hit.id(),
          Payloads.read(hit.point().getPayloadMap()),
          signal,
          hit.score(),
          model == null ? null : vector(hit.point().getVectors(), model));
    }
    return passages.found(degraded);
  }

  private StoredHits hits() {
    return new StoredHits(settings.name(), settings.described(), settings.fields());
  }

  private @Nullable Vector vector(VectorsOutput vectors, String model) {
    @Nullable VectorOutput one =
        vectors.hasVector()
            ? vectors.getVector()
            : vectors.getVectors().getVectorsMap().get(settings.vector());
    if (one == null) {
      return null;
    }
    List<Float> values = VectorOutputHelper.getDenseVector(one).getDataList();
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array.length == 0 ? null : new Vector(model, array);
  }

  private static String id(PointId id) {
    return id.hasUuid() ? id.getUuid() : Long.toUnsignedString(id.getNum());
  }
}
