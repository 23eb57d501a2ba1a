package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Vector;
import dev.tributary.source.pgvector.TableShape.Column;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set for a search; what it finds is told by the tests on a real server. */
class TableSearchTest {
  @ParameterizedTest
  @CsvSource({
    "ivfflat vector_cosine_ops, ivfflat.probes = 7",
    "hnsw vector_cosine_ops, hnsw.ef_search = 100",
    // A view, whose table may have either.
    ", ivfflat.probes = 7",
  })
  void probes_are_set_where_there_may_be_lists(String index, String setting) {
    String keys = "tributary.source.pgvector.\"docs\".";
    PgvectorConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        keys + "url",
                        "postgresql://db/rag",
                        keys + "table",
                        "docs",
                        keys + "probes",
                        "7"),
                    "test",
                    100))
            .withMapping(PgvectorConfig.class)
            .build()
            .getConfigMapping(PgvectorConfig.class);
    List<String> indexes = index == null ? List.of() : List.of(index);
    TableShape shape =
        new TableShape(
            PgvectorSettings.of("docs", config.sources().get("docs")),
            Map.of("embedding", new Column("vector(3)", indexes, false)));
    assertThat(
            new TableSearch(shape)
                .best(null, new Vector("m", new float[] {1, 0, 0}), null, 10, false)
                .settings())
        .contains(setting)
        .hasSize(2);
  }
}
