package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.http.CountedCallers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rehearsal of a store has to be; a kind gives its own. */
@Timeout(60)
public abstract class RehearsalContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  protected final CountedCallers callers = new CountedCallers();

  /**
   * The rehearsal of a server whose sources of the kind have these keys, none if there are none.
   */
  protected abstract Rehearsal rehearsal(Map<String, String> keys);

  @AfterEach
  void stop() throws Exception {
    callers.close();
  }

  @Test
  void source_is_asked_over_a_real_connection_and_gone_when_the_stage_is_cleared() {
    Rehearsal stage = rehearsal(Map.of());
    Source source = stage.open().await().atMost(PATIENCE);
    Found found = source.search(request(source)).await().atMost(PATIENCE);
    assertThat(found.passages()).hasSize(10);
    assertThat(found.dropped()).isZero();
    assertThat(found.degraded()).isNull();
    if (source.capabilities().returnsVectors()) {
      assertThat(found.passages()).allSatisfy(one -> assertThat(one.vector()).isNotNull());
    }
    stage.close().await().atMost(PATIENCE);
    assertThatThrownBy(() -> source.search(request(source)).await().atMost(PATIENCE))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static SearchRequest request(Source source) {
    String model = source.capabilities().model();
    float[] coordinates = new float[Rehearsal.DIMENSIONS];
    Arrays.fill(coordinates, 0.05f);
    return new SearchRequest(
        new Question("rehearsal"),
        10,
        null,
        Deadline.after(PATIENCE),
        model == null
            ? Uni.createFrom().nothing()
            : Uni.createFrom().item(new Vector(model, coordinates)),
        source.capabilities().returnsVectors());
  }
}
