package dev.tributary.source.langchain4j;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What `docs/sources/langchain4j.md` tells a reader to write works as it stands there. */
@QuarkusTest
@TestProfile(ExampleTest.Example.class)
class ExampleTest {
  private static final Path FILE = Path.of("target", "papers.json");

  private final Embedders embedders;

  @Inject
  ExampleTest(Embedders embedders) {
    this.embedders = embedders;
  }

  /** The server with the example in it, which is left out of that of all other tests. */
  public static final class Example implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.arc.exclude-types",
          "none",
          "tributary.source.langchain4j.\"papers\".wait",
          "20s",
          "tributary.source.langchain4j.\"slow\".wait",
          "500ms",
          "tributary.embedding.\"minilm-l6-v2-q\".wait",
          "20s",
          "papers.file",
          FILE.toString());
    }
  }

  @BeforeEach
  void fill_the_store() {
    Embedder embedder = embedders.find(Embedders.DEFAULT_MODEL).orElseThrow();
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    Map<String, String> texts =
        Map.of(
            "Rivers",
            "Rivers join where their valleys meet.",
            "Markets",
            "A stock market opens at nine.");
    texts.forEach(
        (title, text) -> {
          float[] vector =
              embedder
                  .embedPassage(text, Deadline.after(Embedder.INGESTION_TIME))
                  .await()
                  .atMost(Duration.ofMinutes(1))
                  .values();
          store.add(Embedding.from(vector), TextSegment.from(text, Metadata.from("title", title)));
        });
    store.serializeToFile(FILE);
  }

  @Test
  void the_example_is_a_source() throws IOException {
    assertThat(Path.of("src/test/java/com/example/Stores.java"))
        .content()
        .isEqualToIgnoringWhitespace(example());
    given()
        .queryParam("question", "how do rivers join")
        .queryParam("sources", "papers")
        .queryParam("deadline_ms", 20_000)
        .get("/retrieve")
        .then()
        .statusCode(200)
        .body("sources.status", contains("ok"))
        .body("passages.source", contains("papers", "papers"))
        .body("passages[0].title", equalTo("Rivers"));
    given().post("/sources/papers/check").then().statusCode(200).body("status", equalTo("ok"));
  }

  @Test
  void bean_of_any_scope_that_is_slow_to_make_is_made_once_and_answers_then() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<String> statuses = new ArrayList<>();
    while (!statuses.contains("ok") && System.nanoTime() < end) {
      statuses.add(
          given()
              .queryParam("question", "how long")
              .queryParam("sources", "slow")
              .get("/retrieve")
              .path("sources[0].status"));
    }
    assertThat(statuses).startsWith("timeout").endsWith("ok");
  }

  private static String example() throws IOException {
    Matcher java =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/sources/langchain4j.md")));
    assertThat(java.find()).isTrue();
    return java.group(1);
  }
}
