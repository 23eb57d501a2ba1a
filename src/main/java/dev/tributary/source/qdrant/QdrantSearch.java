package dev.tributary.source.qdrant;

import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.qdrant.Searches.Asked;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search, in one call.
 *
 * <ul>
 *   <li>With a model and a sparse vector: both searched and fused by the server; scores are {@link
 *       Signal#SCORE}. When the question's vector is not to be had, by words alone, and the answer
 *       says {@link Found#NO_VECTOR}.
 *   <li>With a model alone: the nearest, see {@link Distance}.
 *   <li>With a sparse vector alone: by words, {@link Signal#BM25} where the model is that.
 * </ul>
 */
final class QdrantSearch {
  private final QdrantSettings settings;
  private final QdrantConnection connection;
  private final QdrantCollection collection;
  private final Searches searches;
  private final Answers answers;

  QdrantSearch(QdrantSettings settings, QdrantConnection connection, QdrantCollection collection) {
    this.settings = settings;
    this.connection = connection;
    this.collection = collection;
    searches = new Searches(settings);
    answers = new Answers(settings);
  }

  /**
   * The answer to a request.
   *
   * @throws SourceException UNSUPPORTED when Qdrant cannot say the filter
   */
  Uni<Found> search(SearchRequest request) {
    Common.@Nullable Filter filter =
        request.filter() == null ? null : FilterConditions.of(request.filter(), settings.fields());
    return collection
        .readable(request.deadline())
        .chain(
            shape ->
                shape.isPresent()
                    ? ask(new Asked(request, filter, shape.get()))
                    : Uni.createFrom().item(Found.of(List.of())));
  }

  private Uni<Found> ask(Asked asked) {
    @Nullable SparseVector sparse = settings.sparse();
    if (sparse == null) {
      return asked.request().requiredVector().chain(vector -> byVector(vector, asked));
    }
    if (settings.model() == null) {
      return byWords(sparse, asked, null);
    }
    return asked
        .request()
        .vectorIfAny()
        .chain(
            vector ->
                vector.isPresent()
                    ? byBoth(vector.get(), sparse, asked)
                    : byWords(sparse, asked, Found.NO_VECTOR));
  }

  private Uni<Found> byVector(Vector question, Asked asked) {
    requireFitting(question, asked.shape());
    return answer(searches.byVector(question, asked), asked.request())
        .map(answer -> answers.byVector(answer, asked.shape().distance(), asked.request()));
  }

  private Uni<Found> byWords(SparseVector sparse, Asked asked, @Nullable String degraded) {
    return answer(searches.byWords(sparse, asked), asked.request())
        .map(answer -> answers.ranked(answer, sparse.signal(), asked.request(), degraded));
  }

  private Uni<Found> byBoth(Vector question, SparseVector sparse, Asked asked) {
    requireFitting(question, asked.shape());
    return answer(searches.byBoth(question, sparse, asked), asked.request())
        .map(answer -> answers.ranked(answer, Signal.SCORE, asked.request(), null));
  }

  private void requireFitting(Vector question, CollectionShape shape) {
    try {
      shape.requireFitting(question, settings);
    } catch (SourceException misfit) {
      // Perhaps it was made anew for another model: looked at again before the next search.
      collection.forget();
      throw misfit;
    }
  }

  private Uni<QueryResponse> answer(QueryPoints query, SearchRequest request) {
    return connection
        .points(request.deadline(), stub -> stub.query(query))
        .onFailure(failure -> SourceException.of(failure).kind() == ErrorKind.BAD_REQUEST)
        .recoverWithUni(failure -> collection.explain(failure, request.deadline()));
  }
}
