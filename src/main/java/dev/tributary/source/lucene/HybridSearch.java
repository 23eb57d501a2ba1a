package dev.tributary.source.lucene;

import dev.tributary.passage.Vector;
import dev.tributary.source.Dimensions;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** The two searches of one index, by text and by vector, and their fusion. Blocks. */
final class HybridSearch {
  private HybridSearch() {}

  /** The chunks with the best BM25, best first. */
  static List<Candidate> byText(
      IndexSearcher searcher, String question, @Nullable Query filter, int depth)
      throws IOException {
    Query text = TextQuery.of(question, searcher.getIndexReader());
    Query query =
        filter == null
            ? text
            : new BooleanQuery.Builder().add(text, Occur.MUST).add(filter, Occur.FILTER).build();
    return candidates(searcher, query, depth);
  }

  /**
   * The chunks whose vectors are the nearest by cosine, best first; none when the index holds no
   * vector of the question's model.
   *
   * @throws SourceException when they have another dimension
   */
  static List<Candidate> byVector(
      IndexSearcher searcher, Vector question, @Nullable Query filter, int depth)
      throws IOException {
    String field = PassageFields.vector(question.model());
    float[] unit = VectorUtil.l2normalize(question.values().clone(), false);
    if (!hasVectors(searcher, field, unit.length) || VectorUtil.dotProduct(unit, unit) == 0) {
      return List.of();
    }
    return candidates(searcher, new KnnFloatVectorQuery(field, unit, depth, filter), depth);
  }

  /** The best of both lists by reciprocal rank: they rank the same chunks, so ranks compare. */
  static List<Candidate> fuse(List<Candidate> text, List<Candidate> vector, int limit) {
    return FusedLists.of(
            List.of(text, vector), Candidate::doc, (known, _) -> known, Candidate.BY_NAME, limit)
        .stream()
        .map(fused -> fused.item().scored(fused.score()))
        .toList();
  }

  private static List<Candidate> candidates(IndexSearcher searcher, Query query, int depth)
      throws IOException {
    ScoreDoc[] hits = searcher.search(query, depth).scoreDocs;
    PassageReader reader = new PassageReader(searcher.getIndexReader());
    List<Candidate> candidates = new ArrayList<>(hits.length);
    for (ScoreDoc hit : hits) {
      candidates.add(new Candidate(reader, hit.doc, hit.score));
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }

  private static boolean hasVectors(IndexSearcher searcher, String field, int dimension) {
    boolean any = false;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FieldInfo info = leaf.reader().getFieldInfos().fieldInfo(field);
      if (info != null && info.hasVectorValues()) {
        if (info.getVectorDimension() != dimension) {
          throw Dimensions.mismatch("the index", info.getVectorDimension(), dimension);
        }
        any = true;
      }
    }
    return any;
  }
}
