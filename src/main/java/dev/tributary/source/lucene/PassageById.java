package dev.tributary.source.lucene;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** Finds the one passage that has an id. */
record PassageById(String source, String id) implements SearchAttempt.Step<Optional<Passage>> {
  /** More chunks than a document has that can be written. */
  private static final int MOST_CHUNKS = 10_000;

  @Override
  public Optional<Passage> on(IndexSearcher searcher) throws IOException {
    String document = PassageId.nativeId(id);
    int chunk = PassageId.chunk(id);
    PassageReader reader = new PassageReader(searcher.getIndexReader());
    TermQuery ofDocument = new TermQuery(new Term(PassageFields.DOCUMENT, document));
    for (ScoreDoc hit : searcher.search(ofDocument, MOST_CHUNKS).scoreDocs) {
      Candidate candidate = new Candidate(reader, hit.doc, 0);
      if (candidate.chunk() == chunk) {
        return Optional.of(reader.passage(candidate, source, Signal.RANK, null));
      }
    }
    return Optional.empty();
  }
}
