package dev.tributary.source.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Vector;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FilterCases;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceContract;
import dev.tributary.source.SourceException;
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The laws of every source, kept by an embedding store behind the bridge. */
class StoreBridgeContractTest extends SourceContract {
  private final AtomicInteger touches = new AtomicInteger();

  @Override
  protected Source healthy() {
    return Bridged.store(
        () -> {
          touches.incrementAndGet();
          return Bridged.inMemory(DOCUMENTS);
        },
        "contract.model=words",
        "contract.dimensions=64");
  }

  @Override
  protected Uni<Vector> vector(String question) {
    return Uni.createFrom().item(() -> WordVectors.of(question));
  }

  @Override
  protected Source unusable() {
    return Bridged.store(
        () -> {
          throw new IllegalStateException("cannot connect with password " + SECRET);
        });
  }

  @Override
  protected Optional<Hanging> hanging() {
    HangingStore store = new HangingStore();
    Source source = Bridged.store(() -> store);
    return Optional.of(new Hanging(source, store.hang::open));
  }

  @Override
  protected boolean touched() {
    return touches.get() > 0;
  }

  /** In memory, filters are tried by the code of this bridge: exact for all it can hold. */
  @Test
  void filters_find_what_the_reference_matches() {
    List<Object> values =
        FilterCases.SCALARS.stream()
            .filter(
                v ->
                    v instanceof Integer
                        || v instanceof Long
                        || v instanceof Float
                        || v instanceof Double)
            .toList();
    FilterCases cases =
        new FilterCases(FilterCases.KEYS, values, List.of(Filter.Operator.values()));
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, Object> metadata = new HashMap<>(cases.metadata());
      // LangChain4j has no lists.
      metadata.values().removeIf(List.class::isInstance);
      if (i % 3 == 0) {
        metadata.put("a", "a string where others have numbers");
      }
      documents.add(new Document("d" + i, null, null, "river", null, metadata));
    }
    Source source = Bridged.store(() -> Bridged.inMemory(documents), "contract.model=words");
    for (int i = 0; i < 300; i++) {
      Filter filter = cases.filter(3);
      assertThat(await(source.search(request("river", 200, filter))).passages())
          .as("%s", filter)
          .extracting(p -> PassageId.nativeId(p.id()))
          .containsExactlyInAnyOrderElementsOf(
              documents.stream()
                  .filter(d -> filter.matches(d.metadata()))
                  .map(Document::id)
                  .toList());
    }
  }

  @Test
  void store_that_ignores_filters_finds_nothing_that_does_not_match() {
    var careless =
        new InMemoryEmbeddingStore<TextSegment>() {
          @Override
          public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
            return Bridged.inMemory(DOCUMENTS)
                .search(
                    EmbeddingSearchRequest.builder()
                        .queryEmbedding(request.queryEmbedding())
                        .maxResults(request.maxResults())
                        .build());
          }
        };
    Source source = Bridged.store(() -> careless, "contract.model=words");
    Filter pt = new Filter.Comparison(Filter.Operator.EQ, "lang", "pt");
    assertThat(await(source.search(request("river", 10, pt))).passages())
        .extracting(Passage::id)
        .containsExactly("contract:rio-1");
  }

  @Test
  void store_that_keeps_its_vectors_to_itself_is_not_counted_on_for_them() {
    var keeping =
        new InMemoryEmbeddingStore<TextSegment>() {
          @Override
          public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
            return new EmbeddingSearchResult<>(
                List.of(new EmbeddingMatch<>(0.9, "id", null, TextSegment.from("A river"))));
          }
        };
    Source source = Bridged.store(() -> keeping, "contract.model=words");
    assertThat(source.capabilities().returnsVectors()).isTrue();
    SearchRequest request = request("river", 10, null);
    assertThat(await(source.search(request)).passages()).hasSize(1);
    assertThat(source.capabilities().returnsVectors()).as("nobody asked for them").isTrue();
    SearchRequest wanting =
        new SearchRequest(request.question(), 10, null, request.deadline(), request.vector(), true);
    assertThat(await(source.search(wanting)).passages().getFirst().vector()).isNull();
    assertThat(source.capabilities().returnsVectors()).isFalse();
  }

  @Test
  void store_of_vectors_without_texts_is_told_by_search_and_check() {
    InMemoryEmbeddingStore<TextSegment> bare = new InMemoryEmbeddingStore<>();
    bare.add(Embedding.from(WordVectors.of("river").values()));
    Source source = Bridged.store(() -> bare, "contract.model=words", "contract.dimensions=64");
    for (Uni<?> call : List.of(source.search(request("river", 10, null)), source.check())) {
      assertThatThrownBy(() -> call.await().atMost(Duration.ofSeconds(30)))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
          .hasMessageContaining("no fields at all");
    }
  }

  private static final class HangingStore extends InMemoryEmbeddingStore<TextSegment> {
    final Hang hang = new Hang();

    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
      throw hang.untilInterrupted();
    }
  }
}
