package dev.tributary.source.lucene;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.StoredChunk;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link PassageFields} wrote, from one state of the index. */
final class PassageReader {
  private final IndexReader index;

  PassageReader(IndexReader index) {
    this.index = index;
  }

  /** What the chunk with a number of Lucene's is called. */
  Candidate.Name name(int doc) throws IOException {
    NumericDocValues chunks = DocValues.getNumeric(leaf(doc).reader(), PassageFields.CHUNK);
    chunks.advanceExact(doc - leaf(doc).docBase);
    return new Candidate.Name(keyword(doc, PassageFields.DOCUMENT), (int) chunks.longValue());
  }

  /** The value of a field that every chunk has. */
  String keyword(int doc, String field) throws IOException {
    LeafReaderContext leaf = leaf(doc);
    SortedDocValues values = DocValues.getSorted(leaf.reader(), field);
    values.advanceExact(doc - leaf.docBase);
    return values.lookupOrd(values.ordValue()).utf8ToString();
  }

  /**
   * The passage of a candidate.
   *
   * @param model whose vector is wanted with it; null for none
   */
  Passage passage(Candidate candidate, String source, Signal signal, @Nullable String model)
      throws IOException {
    Document stored = index.storedFields().document(candidate.doc());
    BytesRef metadata = stored.getBinaryValue(PassageFields.METADATA);
    return new Passage(
        StoredChunk.passageId(source, candidate.document(), candidate.chunk()),
        source,
        stored.get(PassageFields.TITLE),
        stored.get(PassageFields.URL),
        stored.get(PassageFields.BODY),
        stored.get(PassageFields.LANGUAGE),
        metadata == null ? Map.of() : MetadataCodec.decode(metadata),
        signal,
        candidate.score(),
        model == null ? null : vector(candidate.doc(), model));
  }

  private @Nullable Vector vector(int doc, String model) throws IOException {
    LeafReaderContext leaf = leaf(doc);
    LeafReader reader = leaf.reader();
    FloatVectorValues values = reader.getFloatVectorValues(PassageFields.vector(model));
    if (values == null) {
      return null;
    }
    KnnVectorValues.DocIndexIterator position = values.iterator();
    int own = doc - leaf.docBase;
    return position.advance(own) == own
        ? new Vector(model, values.vectorValue(position.index()).clone())
        : null;
  }

  private LeafReaderContext leaf(int doc) {
    return index.leaves().get(ReaderUtil.subIndex(doc, index.leaves()));
  }
}
