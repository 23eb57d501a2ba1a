package dev.tributary.source;

import dev.tributary.guard.Delay;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that does what the test says: {@code FakeSource.named("a").answering("x",
 * "y").after(200)}.
 */
public final class FakeSource implements Source {
  private final String name;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final List<SearchRequest> requests = new ArrayList<>();
  private String endpointKey;
  private SourceSettings settings = SourceSettings.DEFAULTS;
  private Capabilities capabilities = Capabilities.textOnly();
  private Supplier<Uni<Found>> behaviour = () -> Uni.createFrom().item(Found.of(List.of()));
  private @Nullable Function<SearchRequest, Uni<Found>> replies;

  private FakeSource(String name) {
    this.name = name;
    this.endpointKey = "fake://" + name;
  }

  public static FakeSource named(String name) {
    return new FakeSource(name);
  }

  /** Answers with these texts, best first. */
  public FakeSource answering(String... texts) {
    List<Passage> passages = new ArrayList<>();
    for (String text : texts) {
      passages.add(
          new Passage(
              PassageId.of(name, "p" + passages.size()),
              name,
              null,
              null,
              text,
              "en",
              Map.of(),
              Signal.RANK,
              null,
              null));
    }
    return finding(Found.of(passages));
  }

  public FakeSource finding(Found found) {
    behaviour = () -> Uni.createFrom().item(found);
    return this;
  }

  /** Makes this call. */
  public FakeSource calling(Uni<Found> call) {
    behaviour = () -> call;
    return this;
  }

  public FakeSource failing(ErrorKind kind) {
    return failing(new SourceException(kind, "as the test said"));
  }

  public FakeSource failing(RuntimeException failure) {
    behaviour = () -> Uni.createFrom().failure(failure);
    return this;
  }

  public FakeSource throwing(RuntimeException failure) {
    behaviour =
        () -> {
          throw failure;
        };
    return this;
  }

  public FakeSource hanging() {
    behaviour = () -> Uni.createFrom().nothing();
    return this;
  }

  /** Answers each request for itself. */
  public FakeSource replying(Function<SearchRequest, Uni<Found>> answer) {
    replies = answer;
    return this;
  }

  /** Does what it does a while after it was asked. */
  public FakeSource after(long millis, Timers timers) {
    Supplier<Uni<Found>> now = behaviour;
    behaviour = () -> Delay.of(Duration.ofMillis(millis), timers).chain(now::get);
    return this;
  }

  /**
   * Never answers, but gives up by itself a little before its deadline, as clients of real stores
   * do.
   */
  public FakeSource givingUp(Timers timers) {
    behaviour =
        () ->
            Delay.of(requests().getLast().deadline().remaining().minusMillis(1), timers)
                .chain(
                    () ->
                        Uni.createFrom()
                            .failure(new SourceException(ErrorKind.TIMEOUT, "as the test said")));
    return this;
  }

  public FakeSource with(SourceSettings changed) {
    settings = changed;
    return this;
  }

  public FakeSource optional() {
    SourceSettings s = settings;
    return with(
        new SourceSettings(
            s.waitTime(),
            true,
            s.byDefault(),
            s.weight(),
            s.priority(),
            s.maxLimit(),
            s.permits(),
            s.queue(),
            s.metered()));
  }

  public FakeSource waiting(long millis) {
    SourceSettings s = settings;
    return with(
        new SourceSettings(
            Duration.ofMillis(millis),
            s.optional(),
            s.byDefault(),
            s.weight(),
            s.priority(),
            s.maxLimit(),
            s.permits(),
            s.queue(),
            s.metered()));
  }

  public FakeSource permits(int permits, int queue) {
    SourceSettings s = settings;
    return with(
        new SourceSettings(
            s.waitTime(),
            s.optional(),
            s.byDefault(),
            s.weight(),
            s.priority(),
            s.maxLimit(),
            permits,
            queue,
            s.metered()));
  }

  public FakeSource metered() {
    SourceSettings s = settings;
    return with(
        new SourceSettings(
            s.waitTime(),
            s.optional(),
            s.byDefault(),
            s.weight(),
            s.priority(),
            s.maxLimit(),
            s.permits(),
            s.queue(),
            true));
  }

  public FakeSource can(Capabilities changed) {
    capabilities = changed;
    return this;
  }

  public FakeSource at(String endpoint) {
    endpointKey = endpoint;
    return this;
  }

  /** How often it was asked. */
  public int calls() {
    return calls.get();
  }

  /** How many calls are open. */
  public int open() {
    return open.get();
  }

  /** How many calls were cancelled. */
  public int cancelled() {
    return cancelled.get();
  }

  /** What it was asked. */
  public synchronized List<SearchRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public SourceSettings settings() {
    return settings;
  }

  @Override
  public String endpointKey() {
    return endpointKey;
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    request.requireSupported(capabilities);
    return Uni.createFrom()
        .deferred(
            () -> {
              calls.incrementAndGet();
              open.incrementAndGet();
              synchronized (this) {
                requests.add(request);
              }
              return replies == null ? behaviour.get() : replies.apply(request);
            })
        .onTermination()
        .invoke(
            (_, _, wasCancelled) -> {
              open.decrementAndGet();
              if (wasCancelled) {
                cancelled.incrementAndGet();
              }
            });
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().deferred(behaviour::get).replaceWithVoid();
  }

  @Override
  public String toString() {
    return "fake " + name;
  }
}
