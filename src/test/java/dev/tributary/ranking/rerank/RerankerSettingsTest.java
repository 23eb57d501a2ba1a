package dev.tributary.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.ranking.rerank.JudgeSettings.Onnx;
import dev.tributary.ranking.rerank.JudgeSettings.Remote;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankerSettingsTest {
  private static final String REMOTE = "type=jina;url=http://localhost:1/v1;model=m;api-key=secret";
  private static final String LOCAL = "type=onnx;model-path=/m.onnx;tokenizer-path=/t.json";

  @Test
  void defaults_are_as_documented() {
    RerankerSettings remote = read(REMOTE);
    assertThat(remote.waitTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(remote.topN()).isEqualTo(50);
    assertThat(remote.maxCharacters()).isEqualTo(2_000);
    assertThat(remote.judge())
        .isEqualTo(
            new Remote(
                Dialect.JINA, URI.create("http://localhost:1/v1"), "m", "secret", false, 1_000, 8));
    assertThat(((Remote) read("type=tei;url=http://tei").judge()).batch()).isEqualTo(32);
    assertThat(read(LOCAL).judge())
        .isEqualTo(new Onnx(Path.of("/m.onnx"), Path.of("/t.json"), 512));
  }

  @Test
  void every_key_is_read() {
    RerankerSettings remote =
        read(REMOTE + ";wait=300ms;top-n=20;max-characters=500;scores=logit;batch=10;permits=3");
    assertThat(remote.waitTime()).isEqualTo(Duration.ofMillis(300));
    assertThat(remote.topN()).isEqualTo(20);
    assertThat(remote.maxCharacters()).isEqualTo(500);
    Remote judge = (Remote) remote.judge();
    assertThat(judge.logits()).isTrue();
    assertThat(judge.batch()).isEqualTo(10);
    assertThat(judge.permits()).isEqualTo(3);
    assertThat(((Onnx) read(LOCAL + ";max-tokens=128").judge()).maxTokens()).isEqualTo(128);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url=http://a | type | missing | cohere, jina, tei, vllm, onnx",
        "type=Cohere | type | Cohere | cohere, jina, tei, vllm, onnx",
        "type=cohere;model=m | url | missing | an http or https URL",
        "type=cohere;model=m;url=ftp://a | url | ftp://a | an http or https URL",
        "type=cohere;model=m;url=http://u:p@a | url | a URL with a user | without user",
        "type=vllm;url=http://a | model | missing | the server's name",
        "type=tei;url=http://a;model=m | model | m | nothing here",
        "type=tei;url=http://a;scores=cosine | scores | cosine | probability, logit",
        "type=tei;url=http://a;batch=0 | batch | 0 | 1 to 1000",
        "type=tei;url=http://a;permits=0 | permits | 0 | 1 to 1000",
        "type=tei;url=http://a;top-n=1001 | top-n | 1001 | 1 to 1000",
        "type=tei;url=http://a;wait=31s | wait | 31000ms | 1ms to 30s",
        "type=tei;url=http://a;max-characters=99 | max-characters | 99 | 100 to 8000",
        "type=tei;url=http://a;max-tokens=99 | max-tokens | 99 | nothing here",
        "type=onnx;tokenizer-path=/t | model-path | missing | the path of an .onnx file",
        "type=onnx;model-path=/m | tokenizer-path | missing | the path of a tokenizer.json",
        "type=onnx;model-path=/m;tokenizer-path=/t;max-tokens=8 | max-tokens | 8 | 16 to 8192",
        "type=onnx;model-path=/m;tokenizer-path=/t;api-key=secret | api-key | a key | nothing here",
      })
  void wrong_value_stops_the_start_and_says_what_is_allowed(
      String keys, String key, String value, String allowed) {
    assertThatThrownBy(() -> read(keys))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageStartingWith("tributary.reranker.\"mine\".%s: %s".formatted(key, value))
        .hasMessageContaining(allowed)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"none", "Bge", "-a", "a b"})
  void name_must_be_one(String name) {
    assertThatThrownBy(() -> read(name, LOCAL)).isInstanceOf(BadConfiguration.class);
  }

  @Test
  void key_is_shown_nowhere() {
    assertThat(read(REMOTE)).hasToString("mine, jina m at http://localhost:1/v1");
  }

  private static RerankerSettings read(String keys) {
    return read("mine", keys);
  }

  private static RerankerSettings read(String name, String keys) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(RerankerConfig.class);
    for (String key : keys.split(";", -1)) {
      int equals = key.indexOf('=');
      builder.withDefaultValue(
          "tributary.reranker.\"" + name + "\"." + key.substring(0, equals),
          key.substring(equals + 1));
    }
    return RerankerSettings.of(
        name, builder.build().getConfigMapping(RerankerConfig.class).models().get(name));
  }
}
