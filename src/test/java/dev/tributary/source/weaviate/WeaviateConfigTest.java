package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.CollectionConfigContract;
import dev.tributary.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class WeaviateConfigTest
    extends CollectionConfigContract<WeaviateConfig, WeaviateConfig.Collection> {
  WeaviateConfigTest() {
    super(
        WeaviateConfig.class,
        WeaviateConfig.PREFIX,
        WeaviateConfig::sources,
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
    assertThat(mine().tenant()).isEmpty();
    assertThat(mine().vectorName()).isEmpty();
    assertThat(mine().apiKey()).isEmpty();
    assertThat(mine().headers()).isEmpty();
    assertThat(mine().alpha()).isEqualTo(0.5);
    assertThat(mine().distance()).isEmpty();
  }
}
