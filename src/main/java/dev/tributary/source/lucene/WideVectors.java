package dev.tributary.source.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's HNSW vectors with room for the models of today: its own bound of 1,024 dimensions is one
 * of policy, not of the file format, and shuts out models of 1,536 and 3,072.
 *
 * <p>It writes under the name of Lucene's own format, which is what reads the files back.
 */
final class WideVectors extends KnnVectorsFormat {
  static final int MAX_DIMENSIONS = 4_096;

  private static final Lucene99HnswVectorsFormat HNSW = new Lucene99HnswVectorsFormat();

  private WideVectors() {
    super(HNSW.getName());
  }

  /** The codec of an index that holds such vectors. */
  static Lucene104Codec codec() {
    KnnVectorsFormat wide = new WideVectors();
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return wide;
      }
    };
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return HNSW.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return HNSW.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return MAX_DIMENSIONS;
  }
}
