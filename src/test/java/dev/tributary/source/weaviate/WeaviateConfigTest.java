package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.CollectionConfigContract;
import dev.tributary.source.Source;
import dev.tributary.source.StoreFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class WeaviateConfigTest extends CollectionConfigContract<WeaviateConfig> {
  WeaviateConfigTest() {
    super(
        WeaviateConfig.class,
        WeaviateConfig.PREFIX,
        Map.of("url", "http://localhost:8080", "collection", "docs"),
        "api-key");
  }

  @Override
  protected List<Source> sources(WeaviateConfig config, HttpCallers callers) {
    return new WeaviateKind(config, callers).sources();
  }

  @Override
  protected String shown() {
    return "weaviate \"mine\" (collection \"Docs\" at localhost:8080)";
  }

  @Override
  protected Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("collection", "my-docs", "underscores"),
        Arguments.of("vector-name", "a b", "underscores"),
        Arguments.of("alpha", "1.5", "0 to 1"),
        Arguments.of("fields.text", "a b", "underscores"));
  }

  @Test
  void defaults_are_as_documented() {
    WeaviateConfig.Collection one = config().sources().get("mine");
    assertThat(one.tenant()).isEmpty();
    assertThat(one.vectorName()).isEmpty();
    assertThat(one.apiKey()).isEmpty();
    assertThat(one.headers()).isEmpty();
    assertThat(one.alpha()).isEqualTo(0.5);
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }
}
