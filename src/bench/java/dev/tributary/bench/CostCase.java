package dev.tributary.bench;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;

/** A source, and the same search by the bare client of its store. */
public interface CostCase extends AutoCloseable {
  /** The words of every question. */
  String QUESTION = "what is said of rivers and of those that join them";

  Source source();

  /** Asks the store once, and reads the answer no further than its client does; what came. */
  Object bare() throws Exception;

  /** What both ask. */
  default SearchRequest request(boolean vectors) {
    float[] coordinates = new float[Rehearsal.DIMENSIONS];
    Arrays.fill(coordinates, 0.05f);
    return new SearchRequest(
        new Question(QUESTION),
        10,
        null,
        Deadline.after(Duration.ofHours(1)),
        Uni.createFrom().item(new Vector(source().capabilities().model(), coordinates)),
        vectors);
  }
}
