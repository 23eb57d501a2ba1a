package dev.tributary.source.chroma;

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

class ChromaConfigTest extends CollectionConfigContract<ChromaConfig> {
  ChromaConfigTest() {
    super(
        ChromaConfig.class,
        ChromaConfig.PREFIX,
        Map.of("url", "http://localhost:8000", "collection", "docs"),
        "token");
  }

  @Override
  protected List<Source> sources(ChromaConfig config, HttpCallers callers) {
    return new ChromaKind(config, callers).sources();
  }

  @Override
  protected String shown() {
    return "chroma \"mine\" (collection \"docs\" of default_tenant/default_database at"
        + " localhost:8000)";
  }

  @Override
  protected Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("tenant", " ", "missing"), Arguments.of("headers.\"X-A\"", "a\nb", "line"));
  }

  @Test
  void defaults_are_as_documented() {
    ChromaConfig.Collection one = config().sources().get("mine");
    assertThat(one.tenant()).isEqualTo("default_tenant");
    assertThat(one.database()).isEqualTo("default_database");
    assertThat(one.token()).isEmpty();
    assertThat(one.headers()).isEmpty();
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().text()).isEqualTo(ChromaRecord.DOCUMENT);
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }
}
