package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoreFields;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An index without vectors: its words are folded, and stemmed where its language is known. */
abstract class IndexLanguage {
  private final SearchServer.Product product;
  private final IndexFixture indexes;
  private final String index = "l" + UUID.randomUUID();

  IndexLanguage(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  @AfterEach
  void close() throws Exception {
    Past.drop(url(), index);
    indexes.close();
  }

  @Test
  void known_language_is_stemmed_and_typed_without_accents() {
    IndexSource source = filled("pt", "A recuperação das informações");
    assertThat(find(source, "recuperacao")).hasSize(1);
    assertThat(find(source, "informação")).hasSize(1);
    assertThat(find(source, "das")).isEmpty();
  }

  @Test
  void unknown_language_is_folded() {
    IndexSource source = filled(null, "A recuperação das informações");
    assertThat(find(source, "RECUPERACAO"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.signal()).isEqualTo(Signal.BM25);
              assertThat(p.rawScore()).isPositive();
            });
    assertThat(find(source, "informação")).isEmpty();
  }

  private IndexSource filled(@Nullable String language, String text) {
    IndexSource source =
        indexes.source(
            url(), index, IndexDocuments.settings(true, null, language, StoreFields.DEFAULTS));
    source
        .write(
            List.of(
                new ChunkedDocument(
                    new Document("d", null, null, text, null, Map.of()),
                    "hash",
                    List.of(new ChunkedDocument.Chunk(text, null)))))
        .await()
        .atMost(IndexFixture.LONG);
    return source;
  }

  private static List<Passage> find(IndexSource source, String question) {
    return source
        .search(
            new SearchRequest(
                new Question(question),
                5,
                null,
                Deadline.after(IndexFixture.LONG),
                Uni.createFrom().failure(() -> new IllegalStateException("not asked for")),
                true))
        .await()
        .atMost(IndexFixture.LONG)
        .passages();
  }

  private URI url() {
    return SearchServer.shared(product);
  }
}
