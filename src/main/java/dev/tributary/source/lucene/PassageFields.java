package dev.tributary.source.lucene;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.text.Languages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** The chunk number of a document that is one chunk. */
  static final int WHOLE = -1;

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
    dev.tributary.source.Document whole = chunked.document();
    String language = language(whole, settings);
    byte[] metadata = MetadataCodec.encode(whole.metadata());
    List<Document> documents = new ArrayList<>(chunked.chunks().size());
    for (ChunkedDocument.Chunk chunk : chunked.chunks()) {
      Document fields = new Document();
      fields.add(new StringField(DOCUMENT, whole.id(), Field.Store.NO));
      fields.add(new SortedDocValuesField(DOCUMENT, new BytesRef(whole.id())));
      fields.add(
          new NumericDocValuesField(
              CHUNK, chunked.chunks().size() == 1 ? WHOLE : documents.size()));
      fields.add(new SortedDocValuesField(HASH, new BytesRef(chunked.contentHash())));
      fields.add(new SortedDocValuesField(STAMP, new BytesRef(stamp)));
      addStored(fields, TITLE, whole.title());
      addStored(fields, URL, whole.url());
      addStored(fields, LANGUAGE, language);
      addStored(fields, BODY, cut(chunk.text()));
      fields.add(new Field(text(language), searched(whole.title(), chunk.text()), COUNTED));
      fields.add(new StoredField(METADATA, new BytesRef(metadata)));
      MetadataTerms.forEach(whole.metadata(), term -> fields.add(term(term)));
      addVector(fields, chunk.vector(), settings.model());
      documents.add(fields);
    }
    return documents;
  }

  private static @Nullable String language(
      dev.tributary.source.Document document, LuceneSettings settings) {
    if (settings.language() != null) {
      return settings.language();
    }
    String own = document.language();
    if (own == null && document.metadata().get("lang") instanceof String lang) {
      own = lang;
    }
    return own == null || own.isBlank()
        ? Languages.guess(document.text()).orElse(null)
        : own.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
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

  private static void addVector(Document fields, @Nullable Vector vector, @Nullable String model) {
    if (vector == null) {
      return;
    }
    if (!vector.model().equals(model)) {
      throw new IllegalArgumentException(
          "a vector of model \"%s\"; allowed: \"%s\"".formatted(vector.model(), model));
    }
    float[] unit = VectorUtil.l2normalize(vector.values().clone(), false);
    if (VectorUtil.dotProduct(unit, unit) > 0) {
      fields.add(
          new KnnFloatVectorField(vector(model), unit, VectorSimilarityFunction.DOT_PRODUCT));
    }
  }

  private static void addStored(Document fields, String name, @Nullable String value) {
    if (value != null) {
      fields.add(new StoredField(name, value));
    }
  }

  private static String cut(String text) {
    if (text.length() <= Passage.MAX_TEXT) {
      return text;
    }
    int end = Passage.MAX_TEXT;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
