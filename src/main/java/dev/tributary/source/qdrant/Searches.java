package dev.tributary.source.qdrant;

import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The searches of one collection as they go over the wire, by the Query API. */
final class Searches {
  private static final Query FUSION =
      QueryFactory.rrf(Rrf.newBuilder().setK(ReciprocalRank.DEFAULT_K).build());

  private final QdrantSettings settings;
  private final QueryPoints always;

  /**
   * What is asked.
   *
   * @param filter of the request, in Qdrant's terms
   * @param shape of the collection
   */
  record Asked(SearchRequest request, Common.@Nullable Filter filter, CollectionShape shape) {}

  Searches(QdrantSettings settings) {
    this.settings = settings;
    QueryPoints.Builder query =
        QueryPoints.newBuilder()
            .setCollectionName(settings.collection())
            .setWithPayload(WithPayloadSelectorFactory.enable(true));
    if (settings.readConsistency() != null) {
      query.setReadConsistency(settings.readConsistency());
    }
    always = query.build();
  }

  /** The nearest by dense vector. */
  QueryPoints byVector(Vector question, Asked asked) {
    QueryPoints.Builder query =
        start(asked.request())
            .setQuery(QueryFactory.nearest(dense(question)))
            .setUsing(settings.vector())
            .setParams(settings.params());
    if (settings.threshold() != null) {
      query.setScoreThreshold(threshold(settings.threshold(), asked.shape().distance()));
    }
    if (asked.filter() != null) {
      query.setFilter(asked.filter());
    }
    return query.build();
  }

  /** The best by words. */
  QueryPoints byWords(SparseVector sparse, Asked asked) {
    QueryPoints.Builder query =
        start(asked.request())
            .setQuery(QueryFactory.nearest(sparse.document(asked.request().question().text())))
            .setUsing(sparse.name());
    if (asked.filter() != null) {
      query.setFilter(asked.filter());
    }
    return query.build();
  }

  /** Both, fused by the server by reciprocal rank. */
  QueryPoints byBoth(Vector question, SparseVector sparse, Asked asked) {
    int depth = Math.max(asked.request().limit(), FusedLists.DEPTH);
    PrefetchQuery.Builder near =
        PrefetchQuery.newBuilder()
            .setQuery(QueryFactory.nearest(dense(question)))
            .setUsing(settings.vector())
            .setParams(settings.params())
            .setLimit(depth);
    if (settings.threshold() != null) {
      near.setScoreThreshold(threshold(settings.threshold(), asked.shape().distance()));
    }
    PrefetchQuery.Builder words =
        PrefetchQuery.newBuilder()
            .setQuery(QueryFactory.nearest(sparse.document(asked.request().question().text())))
            .setUsing(sparse.name())
            .setLimit(depth);
    if (asked.filter() != null) {
      near.setFilter(asked.filter());
      words.setFilter(asked.filter());
    }
    return start(asked.request()).addPrefetch(near).addPrefetch(words).setQuery(FUSION).build();
  }

  private QueryPoints.Builder start(SearchRequest request) {
    QueryPoints.Builder query = always.toBuilder().setLimit(request.limit());
    if (request.returnVectors() && settings.model() != null) {
      query.setWithVectors(WithVectorsSelectorFactory.include(List.of(settings.vector())));
    }
    return query;
  }

  /** A least score as Qdrant's, which gives Euclidean distances as they are. */
  private static float threshold(double score, Distance distance) {
    return (float) (distance == Distance.EUCLIDEAN ? 1 / score - 1 : score);
  }

  private static VectorInput dense(Vector vector) {
    DenseVector.Builder values = DenseVector.newBuilder();
    for (float value : vector.values()) {
      values.addData(value);
    }
    return VectorInput.newBuilder().setDense(values).build();
  }
}
