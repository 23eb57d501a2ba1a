package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is killed while it is asked, and comes back with what it held. */
@Timeout(120)
public abstract class StoreRestart {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int SEARCHES = 200;

  /** A server of this test's own, empty. */
  protected abstract Server start() throws Exception;

  /** Something that may fail. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  /**
   * What may be done to it.
   *
   * @param source one named {@code contract} over it, which makes its collection
   * @param kill ends it at once
   * @param restart starts it again where it was
   * @param end of it and of all sources over it
   */
  public record Server(Callable<WritableSource> source, Step kill, Step restart, Step end)
      implements AutoCloseable {
    @Override
    public void close() throws Exception {
      end.run();
    }
  }

  @Test
  void killed_in_the_middle_it_is_unavailable_and_answers_again_after_its_restart()
      throws Exception {
    try (Server server = start()) {
      WritableSource source = server.source().call();
      source.write(List.of(river())).await().atMost(LONG);
      assertThat(search(source).await().atMost(LONG).passages()).hasSize(1);
      List<CompletableFuture<Found>> asking = new ArrayList<>();
      for (int i = 0; i < SEARCHES; i++) {
        asking.add(search(source).subscribeAsCompletionStage());
        if (i == SEARCHES / 2) {
          server.kill().run();
        }
      }
      for (CompletableFuture<Found> one : asking) {
        assertAnsweredOrUnavailable(one);
      }
      assertThatThrownBy(() -> search(source).await().atMost(LONG))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
      server.restart().run();
      assertThat(search(source).await().atMost(LONG).passages())
          .extracting(Passage::id)
          .containsExactly("contract:d");
    }
  }

  private static void assertAnsweredOrUnavailable(CompletableFuture<Found> one) throws Exception {
    try {
      assertThat(one.get(30, TimeUnit.SECONDS).passages()).hasSize(1);
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              SourceException.class,
              f -> assertThat(f.kind()).as(f.getMessage()).isEqualTo(ErrorKind.UNAVAILABLE));
    }
  }

  private static ChunkedDocument river() {
    return new ChunkedDocument(
        new Document("d", "Rivers", null, "A river", "en", Map.of()),
        "hash",
        List.of(new ChunkedDocument.Chunk("A river", WordVectors.of("river"))));
  }

  private static Uni<Found> search(Source source) {
    return source.search(
        new SearchRequest(
            new Question("river"),
            5,
            null,
            Deadline.after(Duration.ofSeconds(20)),
            Uni.createFrom().item(WordVectors.of("river")),
            false));
  }
}
