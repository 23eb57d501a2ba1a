package dev.tributary.source.sql;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.Script;
import dev.tributary.source.Capabilities;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * One query. It runs in a read-only transaction that is rolled back, so that nothing it calls can
 * write; the question is only ever bound.
 */
record SqlSource(
    String name,
    PostgresAddress address,
    SourceSettings settings,
    BoundQuery query,
    RowMapping mapping,
    PostgresClient client)
    implements Source {
  private static final Question HARMLESS = new Question("hello");

  /** Dates come in it. */
  private static final List<String> SETTINGS = List.of("TimeZone = 'UTC'");

  @Override
  public String kind() {
    return SqlKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.textOnly();
  }

  @Override
  public String endpointKey() {
    return address.endpointKey();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              request.requireSupported(capabilities());
              return ask(request.question(), request.limit(), request.deadline());
            });
  }

  /** Asks one harmless question for one row: nothing cheaper proves query and columns. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> ask(HARMLESS, 1, Deadline.after(settings.waitTime())))
        .replaceWithVoid();
  }

  private Uni<Found> ask(Question question, int limit, Deadline deadline) {
    return client
        .run(Script.reading(SETTINGS, List.of(query.ask(question, limit))), deadline)
        .map(answers -> mapping.read(answers.getFirst()));
  }

  @Override
  public String toString() {
    return "sql \"" + name + "\" (" + address + ")";
  }
}
