package dev.tributary.source.http;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ExplainingSource;
import dev.tributary.source.Explanation;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One API: asks what the {@link RequestTemplate} says, reads what the mapping says. */
final class HttpSource implements ExplainingSource {
  private static final Question HARMLESS = new Question("hello");

  /** As many hits as are looked at where this server chooses among them itself. */
  private static final int ALL = 100;

  /** The part of the wait that is kept, so that what was found is not lost for what is late. */
  private static final int RESERVE_SHARE = 10;

  private final String name;
  private final HttpTarget target;
  private final SourceSettings settings;
  private final Asking asking;
  private final FilterPlaces filters;
  private final Pages pages;
  private final @Nullable Details details;

  /**
   * How the question is put.
   *
   * @param form of the question
   * @param most characters of it
   * @param matchLocally whether hits that share no word with it are left out
   * @param firstPage the number that the API gives its first page
   * @param pageSize the most hits of one call; 0 for as many as are wanted
   */
  record Asking(QuestionForm form, int most, boolean matchLocally, int firstPage, int pageSize) {}

  HttpSource(
      String name,
      HttpTarget target,
      SourceSettings settings,
      Asking asking,
      Pages pages,
      @Nullable Details details) {
    this.name = name;
    this.target = target;
    this.settings = settings;
    this.asking = asking;
    this.filters = FilterPlaces.among(pages.template().places());
    this.pages = pages;
    this.details = details;
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
    return new Capabilities(filters.operators(), null, false);
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
    return Uni.createFrom().deferred(() -> ask(request)).onFailure().transform(SourceException::of);
  }

  /** Asks one harmless question for one hit: an API has nothing cheaper that proves the mapping. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> pages.read(values(harmless(Deadline.after(settings.waitTime()))), 1))
        .replaceWithVoid()
        .onFailure()
        .transform(SourceException::of);
  }

  /** Explains the first page of hits, and the second call for the first of them. */
  @Override
  public Uni<Explanation> explain(SearchRequest request) {
    return Uni.createFrom()
        .deferred(
            () ->
                new Explainer(pages, details, target, new Masks(pages.caller().discretion()))
                    .explain(values(request), request.limit()));
  }

  private static SearchRequest harmless(Deadline deadline) {
    return new SearchRequest(HARMLESS, 1, null, deadline, Uni.createFrom().nothing(), false);
  }

  private Uni<Found> ask(SearchRequest request) {
    Values values = values(request);
    if (values.question().isBlank()) {
      return Uni.createFrom().item(Found.of(List.of()));
    }
    // What was found must not be lost for what is late.
    Deadline early = values.deadline().minus(settings.waitTime().dividedBy(RESERVE_SHARE));
    int wanted = asking.matchLocally() ? ALL : request.limit();
    Uni<Found> found = pages.search(values, wanted, early).map(f -> chosen(f, values, request));
    return details == null ? found : found.chain(f -> details.complete(f, early));
  }

  private Found chosen(Found found, Values values, SearchRequest request) {
    Found matching =
        values.equal().isEmpty() ? found : FilterPlaces.matching(values.equal(), found);
    return asking.matchLocally()
        ? new Found(
            LocalMatch.of(request.question().text(), matching.passages(), request.limit()),
            matching.dropped(),
            matching.degraded())
        : matching;
  }

  private Values values(SearchRequest request) {
    int limit = asking.matchLocally() ? ALL : request.limit();
    return new Values(
        asking.form().of(request.question().text(), asking.most()),
        asking.pageSize() == 0 ? limit : Math.min(limit, asking.pageSize()),
        0,
        null,
        asking.firstPage(),
        request.deadline().within(settings.waitTime()),
        request.hops() + 1,
        request.filter(),
        filters.equalities(request.filter()),
        null);
  }

  @Override
  public String toString() {
    return kind() + " \"" + name + "\" at " + target.address();
  }
}
