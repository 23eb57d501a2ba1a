package dev.tributary.source.pgvector;

import dev.tributary.outbound.AddressRule;
import dev.tributary.postgres.PostgresClients;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class PgvectorRehearsalTest extends StoreRehearsalContract {
  private final Vertx vertx = Vertx.vertx();

  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new PgvectorRehearsal(
        Rehearsal.config(PgvectorConfig.class, PgvectorConfig.PREFIX, keys),
        new PostgresClients(vertx, new AddressRule(List.of())));
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }
}
