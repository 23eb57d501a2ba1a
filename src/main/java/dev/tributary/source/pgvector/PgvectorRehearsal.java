package dev.tributary.source.pgvector;

import dev.tributary.postgres.PostgresClients;
import dev.tributary.postgres.StubPostgres;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.StagedRehearsal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table of ten rows, searched by words and vector. */
@Singleton
class PgvectorRehearsal extends StagedRehearsal {
  private static final int HITS = 10;
  private static final int VECTOR_HEAD = 4;

  private final PostgresClients clients;
  private @Nullable StubPostgres stub;

  PgvectorRehearsal(PgvectorConfig config, PostgresClients clients) {
    super(!config.sources().isEmpty());
    this.clients = clients;
  }

  @Override
  protected Source set() throws IOException {
    StubPostgres server =
        StubPostgres.start(Map.of("pg_attribute", columns(), "tributary_score", hits()));
    stub = server;
    Map<String, String> keys = Map.of("url", server.url(), "table", "rehearsal");
    return new PgvectorKind(
            Rehearsal.config(PgvectorConfig.class, PgvectorConfig.PREFIX, keys), clients)
        .sources()
        .getFirst();
  }

  @Override
  protected void clear() throws IOException {
    if (stub != null) {
      stub.close();
    }
  }

  private static List<List<Object>> columns() {
    return List.of(
        List.of("document", "text", List.of(), false),
        List.of("chunk", "integer", List.of(), false),
        List.of("text", "text", List.of(), false),
        List.of("search", "tsvector", List.of("gin tsvector_ops"), false),
        List.of(
            "embedding", "vector(" + DIMENSIONS + ")", List.of("hnsw vector_cosine_ops"), false));
  }

  private static List<List<Object>> hits() {
    return IntStream.range(0, HITS).mapToObj(PgvectorRehearsal::hit).toList();
  }

  private static List<Object> hit(int number) {
    ByteBuffer vector = ByteBuffer.allocate(VECTOR_HEAD + DIMENSIONS * Float.BYTES);
    vector.putInt(DIMENSIONS << Short.SIZE);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector.putFloat(1f / (i + 2));
    }
    return List.of(
        String.valueOf(number),
        -1,
        "Passage " + number,
        "https://example.org/" + number,
        "What a rehearsal says is heard by nobody. ".repeat(HITS),
        "en",
        "{\"year\": 2026}",
        vector.array(),
        number / (double) HITS);
  }
}
