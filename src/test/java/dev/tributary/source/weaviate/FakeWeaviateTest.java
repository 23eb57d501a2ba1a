package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.WordVectors;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The laws of every vector store, kept over a fake: all that is this server's own is tried. */
class FakeWeaviateTest extends WeaviateContract {
  private static FakeWeaviate fake;

  @BeforeAll
  static void start() {
    fake = FakeWeaviate.start();
  }

  @AfterAll
  static void end() {
    fake.close();
  }

  @Override
  URI server() {
    return fake.uri();
  }

  @Test
  void wrong_distance_is_told_with_both() throws Exception {
    String collection = newCollection();
    write(open(collection, settings()), List.of(whole(document("a", "a word", Map.of()))));
    try (WeaviateStores stores = new WeaviateStores()) {
      WeaviateShape shape = WeaviateStores.shape(collection);
      WeaviateSource source =
          stores.open(
              fake.uri(),
              new WeaviateShape(
                  shape.collection(),
                  shape.tenant(),
                  shape.vectorName(),
                  shape.alpha(),
                  Optional.of(Distance.DOT)),
              WeaviateStores.settings(false));
      for (Uni<?> call :
          List.of(source.check(), source.search(near(WordVectors.of("word"), 5, null, false)))) {
        assertThatThrownBy(() -> call.await().atMost(LONG))
            .isInstanceOfSatisfying(
                SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
            .message()
            .contains("measures by cosine, not by dot");
      }
    }
  }
}
