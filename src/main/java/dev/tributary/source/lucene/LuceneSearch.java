package dev.tributary.source.lucene;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Found;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * One search of an index.
 *
 * <ol>
 *   <li>The text is searched at once, while the question's vector may still be on its way. Without
 *       a model the vector is never asked for.
 *   <li>When the vector is there, its nearest chunks are searched in the same state of the index
 *       and both lists are fused; scores are then {@link Signal#SCORE}. When it is not to be had,
 *       the first list is the answer, {@link Signal#BM25}, and says {@link Found#NO_VECTOR}.
 *   <li>The passages are read from the index, with their vectors (of length one) if wanted.
 * </ol>
 */
final class LuceneSearch {
  private final String source;
  private final @Nullable String model;
  private final SearchRequest request;
  private final @Nullable Query filter;
  private final int depth;

  /**
   * @param model null when only the text is searched
   */
  LuceneSearch(String source, @Nullable String model, SearchRequest request) {
    this.source = source;
    this.model = model;
    this.request = request;
    filter = request.filter() == null ? null : FilterQuery.of(request.filter());
    depth = model == null ? request.limit() : Math.max(request.limit(), FusedLists.DEPTH);
  }

  /** Where a step of it runs. */
  @FunctionalInterface
  interface Steps {
    <T> Uni<T> run(SearchAttempt.Step<T> step);
  }

  Uni<Found> on(Steps steps) {
    if (model == null) {
      return steps.run(searcher -> found(searcher, byText(searcher), Signal.BM25, null));
    }
    return Uni.combine()
        .all()
        .unis(steps.run(this::byText), request.vectorIfAny())
        .asTuple()
        .chain(both -> steps.run(searcher -> joined(searcher, both.getItem1(), both.getItem2())));
  }

  private List<Candidate> byText(IndexSearcher searcher) throws IOException {
    return HybridSearch.byText(searcher, request.question().text(), filter, depth);
  }

  private Found joined(IndexSearcher searcher, List<Candidate> text, Optional<Vector> question)
      throws IOException {
    if (question.isEmpty()) {
      return found(searcher, text, Signal.BM25, Found.NO_VECTOR);
    }
    List<Candidate> near = HybridSearch.byVector(searcher, question.get(), filter, depth);
    return found(searcher, HybridSearch.fuse(text, near, request.limit()), Signal.SCORE, null);
  }

  private Found found(
      IndexSearcher searcher, List<Candidate> candidates, Signal signal, @Nullable String degraded)
      throws IOException {
    PassageReader reader = new PassageReader(searcher.getIndexReader());
    String vectors = request.returnVectors() ? model : null;
    List<Passage> passages = new ArrayList<>();
    for (Candidate one : candidates.subList(0, Math.min(request.limit(), candidates.size()))) {
      passages.add(reader.passage(one, source, signal, vectors));
    }
    return new Found(passages, 0, degraded);
  }
}
