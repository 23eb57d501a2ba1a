package dev.tributary.retrieval;

import dev.tributary.embedding.Embedders;
import dev.tributary.fanout.GuardedSource;
import dev.tributary.fanout.GuardedSources;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.source.Explanation;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceName;
import dev.tributary.source.WritableSource;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All named sources of this server, in order of their names. */
@Singleton
public class SourceCatalog {
  /** How many hits an explanation asks for. */
  private static final int EXPLAINED = 5;

  private final Map<String, GuardedSource> sources = new TreeMap<>();

  /**
   * Makes all configured sources; no I/O.
   *
   * @throws BadConfiguration when a name breaks the rule or is taken, or a model is unknown
   */
  public SourceCatalog(@All List<SourceKind> kinds, GuardedSources guards, Embedders embedders) {
    for (SourceKind kind : kinds) {
      for (Source source : kind.sources()) {
        String key = "tributary.source." + kind.name() + ".\"" + source.name() + "\"";
        if (!SourceName.isValid(source.name())) {
          throw new BadConfiguration(key, source.name(), "a name like " + SourceName.RULE);
        }
        String model = source.capabilities().model();
        if (model != null && !embedders.models().contains(model)) {
          throw new BadConfiguration(
              key + ".model", model, Embedders.NONE + ", " + String.join(", ", embedders.models()));
        }
        GuardedSource taken = sources.putIfAbsent(source.name(), guards.guard(source));
        if (taken != null) {
          throw new BadConfiguration(
              key,
              source.name(),
              "a name that no source of kind " + taken.source().kind() + " has");
        }
      }
    }
  }

  /** All sources, as they stand now. */
  public List<SourceState> states() {
    return sources.values().stream().map(SourceCatalog::state).toList();
  }

  /** One source, as it stands now. */
  public Optional<SourceState> state(String name) {
    return find(name).map(SourceCatalog::state);
  }

  /** The sources themselves, for those who fill them. */
  public List<Source> sources() {
    return sources.values().stream().map(GuardedSource::source).toList();
  }

  /** All names. */
  public List<String> names() {
    return List.copyOf(sources.keySet());
  }

  /**
   * Tries one source, within its {@code wait}; fails with {@link SourceException} when it is not
   * well.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public Uni<Void> check(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown source " + name))
        .check();
  }

  /**
   * Asks one source and shows each step, within its {@code wait}; fails with {@link
   * SourceException} when it is not of a kind that can, or was not asked.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public Uni<Explanation> explain(String name, Question question) {
    GuardedSource source =
        find(name).orElseThrow(() -> new IllegalArgumentException("unknown source " + name));
    // A little less than its wait: then it can still say what it was doing.
    Duration wait = source.source().settings().waitTime().multipliedBy(9).dividedBy(10);
    return Uni.createFrom()
        .deferred(
            () ->
                source.explain(
                    new SearchRequest(
                        question,
                        EXPLAINED,
                        null,
                        Deadline.after(wait),
                        Uni.createFrom().nothing(),
                        false)));
  }

  /**
   * The passage with an id, within the {@code wait} of its source; empty when the source has none
   * of that id, or is none that gives passages back. Fails with {@link SourceException}.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public Uni<Optional<Passage>> fetch(String passageId) {
    String name = PassageId.source(passageId);
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown source " + name))
        .fetch(passageId);
  }

  List<GuardedSource> guarded() {
    return List.copyOf(sources.values());
  }

  Optional<GuardedSource> find(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  private static SourceState state(GuardedSource guarded) {
    Source source = guarded.source();
    return new SourceState(
        source.name(),
        source.kind(),
        source.toString(),
        source.capabilities(),
        source instanceof WritableSource,
        source.settings(),
        guarded.breaker().wireName(),
        guarded.inFlight(),
        guarded.queued(),
        orNull(guarded.quantileMillis(0.5)),
        orNull(guarded.quantileMillis(0.95)),
        source instanceof WritableSource writable ? writable.loading() : null);
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
