package dev.tributary.source.lucene;

import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.StoredChunk;
import dev.tributary.text.Languages;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * How a chunk lies in the index: one Lucene document each.
 *
 * <p>Title and text are searched as one field, and that field is the language's own ({@code
 * text.pt}), so that each is counted with its own analyser and statistics. A vector's field carries
 * the name of its model, so that vectors of two models never meet while an index is brought to a
 * new one; it is stored at length one.
 */
final class PassageFields {
  static final String DOCUMENT = "document";
  static final String CHUNK = "chunk";
  static final String HASH = "hash";
  static final String STAMP = "stamp";
  static final String TITLE = "title";
  static final String URL = "url";
  static final String LANGUAGE = "language";
  static final String BODY = "body";
  static final String METADATA = "metadata";

  /** The terms of the metadata, see {@link MetadataTerms}. */
  static final String FILTER = "filter";

  private static final String TEXT = "text.";
  private static final String VECTOR = "vector.";
  private static final FieldType COUNTED = new FieldType();

  static {
    COUNTED.setTokenized(true);
    COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    COUNTED.freeze();
  }

  private PassageFields() {}

  /** The field of texts in a language; those without an analyser of their own share one. */
  static String text(@Nullable String language) {
    return language != null && Languages.KNOWN.contains(language) ? TEXT + language : TEXT;
  }

  static boolean isText(String field) {
    return field.startsWith(TEXT);
  }

  /** The language of a text field; empty for the shared one. */
  static String languageOf(String field) {
    return field.substring(TEXT.length());
  }

  static String vector(String model) {
    return VECTOR + model;
  }

  /**
   * The Lucene documents of a document's chunks.
   *
   * @throws IllegalArgumentException when something in it cannot be indexed
   */
  static List<Document> of(ChunkedDocument chunked, LuceneSettings settings, String stamp) {
    List<Document> documents = new ArrayList<>(chunked.chunks().size());
    for (StoredChunk chunk : StoredChunk.of(chunked, settings.content())) {
      // All of a chunk is searched, also what is too long to be shown.
      String whole = chunked.chunks().get(documents.size()).text();
      Document fields = new Document();
      fields.add(new StringField(DOCUMENT, chunk.document(), Field.Store.NO));
      fields.add(new SortedDocValuesField(DOCUMENT, new BytesRef(chunk.document())));
      fields.add(new NumericDocValuesField(CHUNK, chunk.number()));
      fields.add(new SortedDocValuesField(HASH, new BytesRef(chunk.hash())));
      fields.add(new SortedDocValuesField(STAMP, new BytesRef(stamp)));
      addStored(fields, TITLE, chunk.title());
      addStored(fields, URL, chunk.url());
      addStored(fields, LANGUAGE, chunk.language());
      addStored(fields, BODY, chunk.text());
      fields.add(new Field(text(chunk.language()), searched(chunk.title(), whole), COUNTED));
      fields.add(new StoredField(METADATA, new BytesRef(MetadataCodec.encode(chunk.metadata()))));
      MetadataTerms.forEach(chunk.metadata(), term -> fields.add(term(term)));
      addVector(fields, chunk.vector());
      documents.add(fields);
    }
    return documents;
  }

  /** Chunks begin with their title already, unless something else than our splitter made them. */
  private static String searched(@Nullable String title, String text) {
    return title == null || text.startsWith(title) ? text : title + "\n" + text;
  }

  private static Field term(BytesRef term) {
    if (term.length > MetadataTerms.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a metadata value has %,d bytes with its key; allowed: %,d"
              .formatted(term.length, MetadataTerms.MAX_BYTES));
    }
    return new StringField(FILTER, term, Field.Store.NO);
  }

  private static void addVector(Document fields, @Nullable Vector vector) {
    if (vector == null) {
      return;
    }
    float[] unit = VectorUtil.l2normalize(vector.values().clone(), false);
    if (VectorUtil.dotProduct(unit, unit) > 0) {
      fields.add(
          new KnnFloatVectorField(
              vector(vector.model()), unit, VectorSimilarityFunction.DOT_PRODUCT));
    }
  }

  private static void addStored(Document fields, String name, @Nullable String value) {
    if (value != null) {
      fields.add(new StoredField(name, value));
    }
  }
}
