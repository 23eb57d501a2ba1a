package dev.tributary.source.http;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;

/** One JSON API: asks what the {@link RequestTemplate} says, reads what the mapping says. */
final class HttpSource implements Source {
  private static final Question HARMLESS = new Question("hello");

  private final String name;
  private final HttpTarget target;
  private final SourceSettings settings;
  private final RequestTemplate template;
  private final HitMapping mapping;
  private final JsonCaller caller;

  HttpSource(
      String name,
      HttpTarget target,
      SourceSettings settings,
      RequestTemplate template,
      HitMapping mapping,
      JsonCaller caller) {
    this.name = name;
    this.target = target;
    this.settings = settings;
    this.template = template;
    this.mapping = mapping;
    this.caller = caller;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return HttpKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.textOnly();
  }

  @Override
  public SourceSettings settings() {
    return settings;
  }

  @Override
  public String endpointKey() {
    return target.key();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    if (request.filter() != null) {
      return Uni.createFrom()
          .failure(
              () -> new SourceException(ErrorKind.UNSUPPORTED, "an API source takes no filter"));
    }
    return ask(request.question(), request.limit(), request.deadline());
  }

  /** Asks one harmless question for one hit: an API has nothing cheaper that proves the mapping. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> ask(HARMLESS, 1, Deadline.after(settings.waitTime())))
        .replaceWithVoid();
  }

  private Uni<Found> ask(Question question, int limit, Deadline deadline) {
    return caller
        .call(template.fill(question, limit), deadline)
        .map(answer -> mapping.read(target.host(), answer, limit))
        .onFailure()
        .transform(SourceException::of);
  }

  @Override
  public String toString() {
    return kind() + " \"" + name + "\" at " + target.address();
  }
}
