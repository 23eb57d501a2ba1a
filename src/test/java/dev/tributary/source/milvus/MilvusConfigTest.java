package dev.tributary.source.milvus;

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

class MilvusConfigTest extends CollectionConfigContract<MilvusConfig> {
  MilvusConfigTest() {
    super(
        MilvusConfig.class,
        MilvusConfig.PREFIX,
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

  @Override
  protected Stream<Arguments> wrong() {
    return Stream.of();
  }

  @Test
  void defaults_are_as_documented() {
    MilvusConfig.Collection one = config().sources().get("mine");
    assertThat(one.database()).isEqualTo("default");
    assertThat(one.vectorField()).isEmpty();
    assertThat(one.token()).isEmpty();
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }
}
