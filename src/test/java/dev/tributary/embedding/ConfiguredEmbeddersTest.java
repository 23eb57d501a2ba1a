package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.passage.Vector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredEmbeddersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MINE = "tributary.embedding.\"mine\".";
  private static final String REMOTE =
      "type=openai;url=http://localhost:1/v1;model=m;api-key=sk-secret";
  private static final String LOCAL = "type=onnx;model-path=/m.onnx;tokenizer-path=/t.json";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeHttpCallers http = new FakeHttpCallers();
  private @Nullable ConfiguredEmbedders embedders;

  @AfterEach
  void close() {
    if (embedders != null) {
      embedders.close();
    }
  }

  @Test
  void two_models_are_there_without_any_configuration() {
    start(Map.of());
    assertThat(embedders.models())
        .containsExactlyInAnyOrder(Embedders.DEFAULT_MODEL, "bge-small-en-v1.5-q");
    assertThat(embedders.find("nobody")).isEmpty();
    assertThat(embedders.find(Embedders.NONE)).isEmpty();
  }

  @Test
  void default_model_ranks_the_answer_above_another_subject() {
    start(Map.of("tributary.embedding.\"minilm-l6-v2-q\".wait", "20s"));
    Embedder embedder = embedders.find(Embedders.DEFAULT_MODEL).orElseThrow();
    embedder.check().await().atMost(SOON);
    Vector question = embedder.embedQuestion("who pays the ferry?", soon()).await().atMost(SOON);
    Vector answer =
        embedder.embedPassage("Passengers pay the ferryman", soon()).await().atMost(SOON);
    Vector other = embedder.embedPassage("Bread needs an oven", soon()).await().atMost(SOON);
    assertThat(question.model()).isEqualTo(Embedders.DEFAULT_MODEL);
    assertThat(question.cosine(answer)).isGreaterThan(question.cosine(other) + 0.2);
    assertThat(embedder.isLocal()).isTrue();
  }

  @Test
  void computed_vectors_are_measured_by_model_and_status_and_cached_ones_are_not() {
    start(properties(REMOTE));
    Embedder embedder = embedders.find("mine").orElseThrow();
    http.answering(200, "{\"data\": [{\"embedding\": [1, 0]}]}");
    embedder.embedQuestion("a", soon()).await().atMost(SOON);
    embedder.embedQuestion("a", soon()).await().atMost(SOON);
    http.answering(500, "");
    assertThatThrownBy(() -> embedder.embedQuestion("b", soon()).await().atMost(SOON))
        .isInstanceOf(EmbeddingException.class);
    assertThat(measured("ok")).isEqualTo(1);
    assertThat(measured("unavailable")).isEqualTo(1);
    assertThat(registry.get("tributary.embedding.queued").tag("lane", "question").gauge().value())
        .isZero();
  }

  @Test
  void missing_file_is_no_reason_not_to_start_but_its_report() {
    start(properties(LOCAL + ";wait=20s"));
    Embedder mine = embedders.find("mine").orElseThrow();
    assertThatThrownBy(() -> mine.embedQuestion("a", soon()).await().atMost(SOON))
        .hasMessageContaining("model-path")
        .hasMessageNotContaining("m.onnx")
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void defaults_are_as_documented() {
    EmbedderSettings embedded = read(Map.of()).get(Embedders.DEFAULT_MODEL);
    assertThat(embedded.waitTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(embedded.questionCache()).isEqualTo(10_000);
    assertThat(embedded.passageCache()).isEqualTo(20_000);
    assertThat(read(properties(LOCAL)).get("mine"))
        .satisfies(
            mine -> {
              assertThat(mine.prefixes()).isEqualTo(Prefixes.NONE);
              assertThat(mine.waitTime()).isEqualTo(embedded.waitTime());
              assertThat(mine.questionCache()).isEqualTo(embedded.questionCache());
              assertThat(mine.passageCache()).isEqualTo(embedded.passageCache());
              assertThat(((OnnxSettings) mine.encoder()).pooling()).isEqualTo(Pooling.MEAN);
              assertThat(((OnnxSettings) mine.encoder()).maxTokens()).isEqualTo(512);
            });
    OpenAiSettings remote = (OpenAiSettings) read(properties(REMOTE)).get("mine").encoder();
    assertThat(remote.permits()).isEqualTo(8);
    assertThat(remote.dimensions()).isNull();
  }

  @Test
  void embedded_model_can_be_changed_in_part() {
    EmbedderSettings bge =
        read(Map.of(
                "tributary.embedding.\"bge-small-en-v1.5-q\".wait", "1s",
                "tributary.embedding.\"bge-small-en-v1.5-q\".max-tokens", "128"))
            .get("bge-small-en-v1.5-q");
    assertThat(bge.waitTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(((OnnxSettings) bge.encoder()).maxTokens()).isEqualTo(128);
    assertThat(bge.prefixes().question()).startsWith("Represent this sentence");
  }

  @Test
  void quotes_around_a_prefix_keep_its_space_and_are_taken_off() {
    String prefixes = ";question-prefix=\"query: \";passage-prefix=passage:";
    assertThat(read(properties(LOCAL + prefixes)).get("mine").prefixes())
        .isEqualTo(new Prefixes("query: ", "passage:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=magic                                      | type      | onnx, openai
          model=m                                         | type      | onnx or openai
          type=openai;model=m                             | url       | missing
          type=openai;model=m;url=ftp://x                 | url       | http
          type=openai;model=m;url=http://a:pass@x/v1      | url       | without user
          type=openai;url=http://x/v1                     | model     | missing
          type=openai;model=m;url=http://x;permits=0      | permits   | 1 to 1000
          type=openai;model=m;url=http://x;dimensions=0   | dimensions | 1 to 65536
          type=openai;model=m;url=http://x;pooling=cls    | pooling   | nothing here
          type=onnx                                       | model-path | missing
          type=onnx;model-path=/m                         | tokenizer-path | missing
          type=onnx;model-path=/m;tokenizer-path=/t;pooling=max | pooling | mean, cls
          type=onnx;model-path=/m;tokenizer-path=/t;max-tokens=7 | max-tokens | 8 to 8192
          type=onnx;model-path=/m;tokenizer-path=/t;wait=0ms | wait   | 1ms to 60s
          type=onnx;model-path=/m;tokenizer-path=/t;question-cache=-1 | question-cache | 0 to
          type=onnx;model-path=/m;tokenizer-path=/t;passage-cache=-1 | passage-cache | 0 to
          type=onnx;model-path=/m;tokenizer-path=/t;api-key=pass | api-key | nothing here
          """)
  void wrong_value_stops_the_start_and_names_key_and_what_is_allowed(
      String given, String key, String allowed) {
    assertThatThrownBy(() -> read(properties(given)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageStartingWith(MINE + key + ": ")
        .hasMessageContaining(allowed)
        .hasMessageNotContaining("pass@")
        .hasMessageNotContaining("pass ");
  }

  @Test
  void embedded_models_name_cannot_be_taken() {
    assertThatThrownBy(() -> read(Map.of("tributary.embedding.\"minilm-l6-v2-q\".type", "openai")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("take another name");
  }

  @ParameterizedTest
  @CsvSource({"none", "UPPER", "-x"})
  void name_keeps_the_rule_of_names(String name) {
    assertThatThrownBy(
            () -> read(Map.of("tributary.embedding.\"%s\".type".formatted(name), "onnx")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(name);
  }

  @Test
  void key_is_in_no_string() {
    start(properties(REMOTE));
    assertThat(embedders.find("mine").orElseThrow())
        .asString()
        .contains("mine", "localhost")
        .doesNotContain("sk-secret");
  }

  private void start(Map<String, String> properties) {
    embedders = new ConfiguredEmbedders(config(properties), http, new SystemTimers(), registry);
  }

  private long measured(String status) {
    return registry
        .get("tributary.embedding.duration")
        .tags("model", "mine", "status", status)
        .timer()
        .count();
  }

  private static Map<String, EmbedderSettings> read(Map<String, String> properties) {
    return SettingsReader.read(config(properties));
  }

  private static Map<String, String> properties(String given) {
    Map<String, String> properties = new HashMap<>();
    for (String pair : given.split(";", -1)) {
      int equals = pair.indexOf('=');
      properties.put(MINE + pair.substring(0, equals), pair.substring(equals + 1));
    }
    return properties;
  }

  private static EmbeddingConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(EmbeddingConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(EmbeddingConfig.class);
  }

  private static Deadline soon() {
    return Deadline.after(SOON);
  }
}
