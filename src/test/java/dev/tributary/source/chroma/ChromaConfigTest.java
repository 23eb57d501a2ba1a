package dev.tributary.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.CollectionConfigContract;
import dev.tributary.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ChromaConfigTest extends CollectionConfigContract<ChromaConfig, ChromaConfig.Collection> {
  ChromaConfigTest() {
    super(
        ChromaConfig.class,
        ChromaConfig.PREFIX,
        ChromaConfig::sources,
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
        Arguments.of("tenant", " ", "missing"),
        Arguments.of("headers.\"X-A\"", "a\nb", "line"),
        Arguments.of("headers.\"X A\"", "a", "the name of this header"));
  }

  @Test
  void defaults_are_as_documented() {
    assertThat(mine().tenant()).isEqualTo("default_tenant");
    assertThat(mine().database()).isEqualTo("default_database");
    assertThat(mine().token()).isEmpty();
    assertThat(mine().headers()).isEmpty();
    assertThat(mine().distance()).isEmpty();
    assertThat(mine().fields().text()).isEqualTo(ChromaRecord.DOCUMENT);
  }
}
