package dev.tributary.retrieval;

import dev.tributary.fanout.FanOut;
import dev.tributary.fanout.Home;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Asks sources once and ranks what they answered as often as one likes; for evaluation. */
@Singleton
public class Gatherer {
  /** What ranking again may take: nobody waits for it as for an answer. */
  static final Duration NO_HURRY = Duration.ofSeconds(30);

  private final Admission admission;
  private final Courses courses;
  private final FanOut fanOut;
  private final Merging merging;

  public Gatherer(Admission admission, Courses courses, FanOut fanOut, Merging merging) {
    this.admission = admission;
    this.courses = courses;
    this.fanOut = fanOut;
    this.merging = merging;
  }

  /**
   * Asks the sources of one of many questions, in its turn as {@link Retriever#retrieveInTurn}
   * does, and keeps what they answered, to be ranked in more ways than one.
   */
  public Uni<Gathered> gather(RetrievalRequest request) {
    return admission.inTurn(() -> gathered(request));
  }

  private Uni<Gathered> gathered(RetrievalRequest request) {
    Executor home = Home.current();
    Course course = courses.begin(request);
    return fanOut
        .ask(course.calls(), _ -> {})
        .emitOn(home)
        .map(reports -> new Gathered(request, reports, course.weights()));
  }

  /**
   * The answer that a request would have got had its sources answered as they did: by the same
   * code, without asking anybody. All candidates are in it, up to {@value
   * RetrievalRequest#MAX_TOP_K}, whatever its {@code topK}, unless it packs them; however
   * incomplete it is, it is no failure.
   *
   * @param request may choose fewer sources, other weights and another way to rank; what it would
   *     ask of a source is not looked at, since that was asked
   */
  public Uni<Retrieval> rankAgain(Gathered gathered, RetrievalRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor home = Home.current();
              Course course = courses.again(request);
              return merging.merge(course, course.reportsOf(gathered)).emitOn(home);
            });
  }
}
