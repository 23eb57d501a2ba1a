package dev.tributary.source.lucene;

import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** What bringing the index up to date needs: what it holds, writing, removing. Blocks. */
final class IndexWriting {
  private final LuceneIndex index;
  private final LuceneSettings settings;
  private final String stamp;

  IndexWriting(LuceneIndex index, LuceneSettings settings) {
    this.index = index;
    this.settings = settings;
    stamp = settings.stamp();
  }

  Map<String, String> contentHashes(Collection<String> documentIds) throws IOException {
    return index.use(open -> contentHashes(open, documentIds));
  }

  private Map<String, String> contentHashes(OpenIndex open, Collection<String> documentIds)
      throws IOException {
    DirectoryReader reader = open.acquire();
    try {
      IndexSearcher searcher = new IndexSearcher(reader);
      PassageReader passages = new PassageReader(reader);
      Map<String, String> hashes = new HashMap<>();
      for (String id : documentIds) {
        for (ScoreDoc hit : searcher.search(new TermQuery(document(id)), 1).scoreDocs) {
          if (passages.keyword(hit.doc, PassageFields.STAMP).equals(stamp)) {
            hashes.put(id, passages.keyword(hit.doc, PassageFields.HASH));
          }
        }
      }
      return hashes;
    } finally {
      reader.decRef();
    }
  }

  Set<String> documentIds() throws IOException {
    return index.use(IndexWriting::documentIds);
  }

  private static Set<String> documentIds(OpenIndex open) throws IOException {
    DirectoryReader reader = open.acquire();
    try {
      Set<String> ids = new HashSet<>();
      for (LeafReaderContext leaf : reader.leaves()) {
        addLiving(leaf.reader(), ids);
      }
      return ids;
    } finally {
      reader.decRef();
    }
  }

  /**
   * @throws SourceException of kind BAD_REQUEST when one cannot be indexed; then none is written
   */
  void write(List<ChunkedDocument> documents) throws IOException {
    List<List<Document>> chunks = new ArrayList<>(documents.size());
    for (ChunkedDocument one : documents) {
      chunks.add(fields(one));
    }
    index.use(open -> replaceAll(open, documents, chunks));
  }

  private static OpenIndex replaceAll(
      OpenIndex open, List<ChunkedDocument> documents, List<List<Document>> chunks)
      throws IOException {
    for (int i = 0; i < documents.size(); i++) {
      String id = documents.get(i).document().id();
      try {
        open.replace(id, chunks.get(i));
      } catch (IllegalArgumentException e) {
        throw refused(id, e);
      }
    }
    open.commit();
    return open;
  }

  void delete(Collection<String> documentIds) throws IOException {
    Term[] documents = documentIds.stream().map(IndexWriting::document).toArray(Term[]::new);
    index.use(
        open -> {
          open.delete(documents);
          open.commit();
          return open;
        });
  }

  private List<Document> fields(ChunkedDocument document) {
    try {
      return PassageFields.of(document, settings, stamp);
    } catch (IllegalArgumentException e) {
      throw refused(document.document().id(), e);
    }
  }

  private static SourceException refused(String id, IllegalArgumentException e) {
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        "document \"%s\" cannot be indexed: %s".formatted(id, e.getMessage()),
        e);
  }

  private static Term document(String id) {
    return new Term(PassageFields.DOCUMENT, id);
  }

  /** Each id once, however many chunks it has: by its ordinal, not by its name. */
  private static void addLiving(LeafReader leaf, Set<String> ids) throws IOException {
    SortedDocValues documents = DocValues.getSorted(leaf, PassageFields.DOCUMENT);
    FixedBitSet living = new FixedBitSet(Math.max(1, documents.getValueCount()));
    Bits live = leaf.getLiveDocs();
    for (int doc = 0; doc < leaf.maxDoc(); doc++) {
      if ((live == null || live.get(doc)) && documents.advanceExact(doc)) {
        living.set(documents.ordValue());
      }
    }
    for (int ord = 0; ord < documents.getValueCount(); ord++) {
      if (living.get(ord)) {
        ids.add(documents.lookupOrd(ord).utf8ToString());
      }
    }
  }
}
