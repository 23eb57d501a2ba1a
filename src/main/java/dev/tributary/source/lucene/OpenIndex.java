package dev.tributary.source.lucene;

import dev.tributary.text.Analyzers;
import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;

/** An index while it is open: its one writer, and the newest state of it for searches. */
final class OpenIndex implements Closeable {
  /** The parameters of the pool's BM25, and of most published baselines. */
  static final Similarity BM25 = new BM25Similarity(0.9f, 0.4f);

  private final IndexWriter writer;
  private final ReaderManager readers;

  private OpenIndex(IndexWriter writer, ReaderManager readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Opens the index in a directory, or makes an empty one there. */
  static OpenIndex in(Directory directory) throws IOException {
    IndexWriter writer = new IndexWriter(directory, config());
    try {
      if (writer.getDocStats().maxDoc == 0) {
        // An unwritable folder is found out now rather than by the first write.
        writer.commit();
      }
      return new OpenIndex(writer, new ReaderManager(writer));
    } catch (Throwable t) {
      IOUtils.closeWhileHandlingException(writer);
      throw t;
    }
  }

  /** The newest state; whoever takes it gives it back by {@link DirectoryReader#decRef}. */
  DirectoryReader acquire() throws IOException {
    return readers.acquire();
  }

  /** Puts these in the place of all that the index holds of a document, in one step. */
  void replace(String documentId, Iterable<Document> chunks) throws IOException {
    writer.updateDocuments(new Term(PassageFields.DOCUMENT, documentId), chunks);
  }

  void delete(Term... documents) throws IOException {
    writer.deleteDocuments(documents);
  }

  /** Makes all changes durable, then visible. */
  void commit() throws IOException {
    writer.commit();
    readers.maybeRefreshBlocking();
  }

  boolean isUsable() {
    return writer.isOpen();
  }

  /** Gives up what was not committed, since nobody was told that it was kept. */
  @Override
  public void close() throws IOException {
    IOUtils.close(readers, writer::rollback);
  }

  private static IndexWriterConfig config() {
    // Fewer segments mean faster searches, above all of vectors: each has a graph of its own.
    TieredMergePolicy merges = new TieredMergePolicy();
    merges.setSegmentsPerTier(4);
    return new IndexWriterConfig(new AnalyzerOfField())
        .setSimilarity(BM25)
        .setCodec(WideVectors.codec())
        .setMergePolicy(merges)
        .setCommitOnClose(false);
  }

  private static final class AnalyzerOfField extends DelegatingAnalyzerWrapper {
    AnalyzerOfField() {
      super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
      return Analyzers.of(PassageFields.languageOf(field));
    }
  }
}
