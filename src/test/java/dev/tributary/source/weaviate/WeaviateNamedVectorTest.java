package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A collection whose only vector has a name, as clients of today make them, and nobody says it. */
class WeaviateNamedVectorTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Vector VECTOR = new Vector(WordVectors.MODEL, new float[] {0.5f, -1});

  private final StubApi fake = StubApi.start();
  private final WeaviateStores stores = new WeaviateStores();

  @BeforeEach
  void answer() {
    fake.behave(
        r ->
            r.response()
                .end(
                    switch (r.path()) {
                      case "/v1/schema/Docs" ->
                          """
                          {"class":"Docs","vectorConfig":{"default":{
                           "vectorIndexConfig":{"distance":"cosine"}}},"properties":[
                           {"name":"title","dataType":["text"],"indexSearchable":false},
                           {"name":"text","dataType":["text"],"tokenization":"word"}]}\
                          """;
                      case "/v1/batch/objects" -> "[{\"result\":{\"status\":\"SUCCESS\"}}]";
                      default ->
                          """
                          {"data":{"Get":{"Docs":[{"text":"A river","_additional":{"id":"7",
                           "score":"0.01","vectors":{"default":[0.5,-1]}}}]}}}\
                          """;
                    }));
  }

  @AfterEach
  void stop() throws Exception {
    stores.close();
    fake.close();
  }

  @Test
  void vectors_are_asked_back_by_its_name() {
    assertThat(search()).extracting(Passage::vector).containsExactly(VECTOR);
    assertThat(fake.lastSeen().body())
        .contains("targetVectors: [\\\"default\\\"]")
        .contains("vectors { default }");
  }

  @Test
  void words_are_searched_where_they_are_indexed() {
    assertThat(search()).hasSize(1);
    assertThat(fake.lastSeen().body()).contains("properties: [\\\"text\\\"]");
  }

  @Test
  void vectors_are_written_under_its_name() {
    Document document = new Document("d", null, null, "text", "en", Map.of());
    source()
        .write(
            List.of(
                new ChunkedDocument(
                    document, "h", List.of(new ChunkedDocument.Chunk("text", VECTOR)))))
        .await()
        .atMost(LONG);
    assertThat(fake.seen())
        .filteredOn(seen -> seen.uri().equals("/v1/batch/objects"))
        .singleElement()
        .satisfies(
            seen -> assertThat(seen.body()).contains("\"vectors\":{\"default\":[0.5,-1.0]}"));
  }

  private List<Passage> search() {
    SearchRequest request =
        new SearchRequest(
            new Question("river"),
            5,
            null,
            Deadline.after(LONG),
            Uni.createFrom().item(VECTOR),
            true);
    return source().search(request).await().atMost(LONG).passages();
  }

  private WeaviateSource source() {
    return stores.open(fake.uri(), WeaviateStores.shape("Docs"), WeaviateStores.settings(false));
  }
}
