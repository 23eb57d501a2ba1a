package dev.tributary.source.qdrant;

import dev.tributary.passage.Signal;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Points.Document;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sparse vector of a collection, by which words are searched: the server makes it of a text.
 *
 * @param name of the vector
 * @param model known to the server
 * @param language of all texts, ISO 639-1; null leaves it to the model
 */
record SparseVector(String name, String model, @Nullable String language) {
  /** The model that the server has built in. */
  static final String BM25 = "qdrant/bm25";

  /** A text whose vector the server shall make. */
  Document document(String text) {
    Document.Builder document = Document.newBuilder().setModel(model).setText(text);
    if (language != null && isBm25()) {
      document.putOptions("language", ValueFactory.value(language));
    }
    return document.build();
  }

  /** Whether term frequencies are weighed by how rare a term is in the collection. */
  boolean isBm25() {
    return model.toLowerCase(Locale.ROOT).equals(BM25);
  }

  /** What its scores say. */
  Signal signal() {
    return isBm25() ? Signal.BM25 : Signal.SCORE;
  }
}
