package dev.tributary.source.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.CollectionConfigContract;
import dev.tributary.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MilvusConfigTest extends CollectionConfigContract<MilvusConfig, MilvusConfig.Collection> {
  MilvusConfigTest() {
    super(
        MilvusConfig.class,
        MilvusConfig.PREFIX,
        MilvusConfig::sources,
        Map.of("url", "http://localhost:19530", "collection", "docs"),
        "token");
  }

  @Override
  protected List<Source> sources(MilvusConfig config, HttpCallers callers) {
    return new MilvusKind(config, callers).sources();
  }

  @Override
  protected String shown() {
    return "milvus \"mine\" (collection \"docs\" of default at localhost:19530)";
  }

  @Test
  void defaults_are_as_documented() {
    assertThat(mine().database()).isEqualTo("default");
    assertThat(mine().vectorField()).isEmpty();
    assertThat(mine().token()).isEmpty();
    assertThat(mine().distance()).isEmpty();
  }
}
