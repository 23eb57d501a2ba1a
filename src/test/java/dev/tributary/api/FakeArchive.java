package dev.tributary.api;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FetchingSource;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A source that gives back each passage of which it has heard, but those whose id says otherwise.
 */
@ApplicationScoped
public class FakeArchive implements SourceKind, FetchingSource {
  static final String SWITCH = "fake.archive";
  static final String BROKEN = "broken";
  static final String GONE = "gone";

  private final boolean on;

  FakeArchive(@ConfigProperty(name = SWITCH, defaultValue = "false") boolean on) {
    this.on = on;
  }

  static Passage passage(String id) {
    return new Passage(
        id, "archive", null, null, "Of  " + id, "en", Map.of(), Signal.RANK, null, null);
  }

  @Override
  public Uni<Optional<Passage>> fetch(String id, Deadline deadline) {
    return switch (PassageId.nativeId(id)) {
      case BROKEN ->
          Uni.createFrom().failure(new SourceException(ErrorKind.UNAVAILABLE, "it burnt down"));
      case GONE -> Uni.createFrom().item(Optional.empty());
      case String _ -> Uni.createFrom().item(Optional.of(passage(id)));
    };
  }

  /** A question is the id of the one passage that is found. */
  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .item(Found.of(List.of(passage("archive:" + request.question().text()))));
  }

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public String kind() {
    return "archive";
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.textOnly();
  }

  @Override
  public SourceSettings settings() {
    return new SourceSettings(Duration.ofSeconds(1), false, false, 1, 0, 50, 100, 0, false);
  }

  @Override
  public String endpointKey() {
    return "fake://archive";
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public List<Source> sources() {
    return on ? List.of(this) : List.of();
  }
}
