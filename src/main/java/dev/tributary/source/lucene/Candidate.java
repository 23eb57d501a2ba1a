package dev.tributary.source.lucene;

import java.util.Comparator;

/**
 * A chunk that a search came upon.
 *
 * @param doc its number in the state of the index that was searched
 * @param document the id of its document
 * @param chunk its number in the document
 * @param score of the list it stands in
 */
record Candidate(int doc, String document, int chunk, double score) {
  /** Best first; equals by their ids, since Lucene's numbers change with every merge. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(Candidate::document)
          .thenComparingInt(Candidate::chunk);

  /** Its lasting name. */
  String id() {
    return document + "#" + chunk;
  }

  Candidate scored(double other) {
    return new Candidate(doc, document, chunk, other);
  }
}
