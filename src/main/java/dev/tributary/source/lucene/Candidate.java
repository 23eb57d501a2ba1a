package dev.tributary.source.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that a search came upon. What it is called is read when somebody asks, and of most nobody
 * does: to read all their names takes longer than to find them. Used by one thread at a time.
 */
final class Candidate {
  /** Lucene's numbers change with every merge, these names last. */
  static final Comparator<Candidate> BY_NAME =
      Comparator.comparing(Candidate::document).thenComparingInt(Candidate::chunk);

  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(BY_NAME);

  private final PassageReader index;
  private final int doc;
  private final double score;
  private @Nullable Name name;

  /**
   * What a chunk is called.
   *
   * @param document the id of its document
   * @param chunk its number in the document
   */
  record Name(String document, int chunk) {}

  /**
   * @param doc its number in the state of the index that was searched
   * @param score of the list it stands in
   */
  Candidate(PassageReader index, int doc, double score) {
    this.index = index;
    this.doc = doc;
    this.score = score;
  }

  int doc() {
    return doc;
  }

  double score() {
    return score;
  }

  String document() {
    return name().document;
  }

  int chunk() {
    return name().chunk;
  }

  Candidate scored(double other) {
    Candidate scored = new Candidate(index, doc, other);
    scored.name = name;
    return scored;
  }

  private Name name() {
    Name known = name;
    if (known == null) {
      try {
        known = index.name(doc);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      name = known;
    }
    return known;
  }
}
