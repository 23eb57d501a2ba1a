package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.SystemTimers;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpRehearsalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final HttpRehearsal stage =
      new HttpRehearsal(new VertxHttpCallers(vertx, List.of()), new SystemTimers());

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void source_is_asked_over_a_real_connection_and_gone_when_the_stage_is_cleared() {
    Source source = stage.open().await().atMost(PATIENCE);
    assertThat(source.search(request()).await().atMost(PATIENCE).passages()).hasSize(10);
    stage.close().await().atMost(PATIENCE);
    assertThatThrownBy(() -> source.search(request()).await().atMost(PATIENCE))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static SearchRequest request() {
    return new SearchRequest(
        new Question("rehearsal"),
        10,
        null,
        Deadline.after(PATIENCE),
        Uni.createFrom().nothing(),
        false);
  }
}
