package dev.tributary.retrieval;

import dev.tributary.fanout.GuardedSource;
import dev.tributary.passage.Filter;
import dev.tributary.retrieval.RetrievalException.Unserviceable;
import dev.tributary.retrieval.RetrievalException.Unserviceable.Problem;
import dev.tributary.retrieval.RetrievalPlan.PlannedSource;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.SourceSettings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Finds the sources that a request names, or those that are asked by default. */
@Singleton
class SourceSelection {
  private final SourceCatalog catalog;
  private final SourceProfiles profiles;

  SourceSelection(SourceCatalog catalog, SourceProfiles profiles) {
    this.catalog = catalog;
    this.profiles = profiles;
  }

  /**
   * Those that are asked.
   *
   * @param pool how many passages they should find together at least, as far as their own limits
   *     and the request's allow
   * @throws Unserviceable when a name is unknown, none is left, too few are left, or none can apply
   *     the filter
   */
  List<PlannedSource> choose(RetrievalRequest request, int pool) {
    List<Problem> problems = new ArrayList<>();
    List<PlannedSource> chosen =
        request.sources().isEmpty() ? byDefault(request, pool) : named(request, pool, problems);
    for (String name : request.exclude()) {
      if (catalog.find(name).isEmpty()) {
        problems.add(unknown("#/exclude_sources", name));
      }
    }
    chosen.removeIf(source -> request.exclude().contains(source.source().source().name()));
    if (request.route() != null) {
      route(request, request.route(), chosen, problems);
    }
    if (problems.isEmpty()) {
      checkTheRest(request, chosen, problems);
    }
    if (!problems.isEmpty()) {
      throw new Unserviceable(problems);
    }
    return chosen;
  }

  private List<PlannedSource> byDefault(RetrievalRequest request, int pool) {
    List<GuardedSource> sources = new ArrayList<>();
    for (GuardedSource source : catalog.guarded()) {
      if (source.source().settings().byDefault()) {
        sources.add(source);
      }
    }
    int depth = depth(request, pool, sources.size());
    List<PlannedSource> chosen = new ArrayList<>(sources.size());
    for (GuardedSource source : sources) {
      chosen.add(planned(source, SourceChoice.of(source.source().name()), depth));
    }
    return chosen;
  }

  private List<PlannedSource> named(RetrievalRequest request, int pool, List<Problem> problems) {
    List<PlannedSource> chosen = new ArrayList<>();
    int depth = depth(request, pool, request.sources().size());
    for (int i = 0; i < request.sources().size(); i++) {
      SourceChoice choice = request.sources().get(i);
      String pointer = "#/sources/" + i;
      catalog
          .find(choice.name())
          .ifPresentOrElse(
              source -> chosen.add(planned(source, choice, depth)),
              () -> problems.add(unknown(pointer, choice.name())));
    }
    return chosen;
  }

  /**
   * Leaves out what the route does; how many of the rest are asked is decided by their profiles.
   */
  private void route(
      RetrievalRequest request, Route route, List<PlannedSource> chosen, List<Problem> problems) {
    boolean hadAny = !chosen.isEmpty();
    chosen.removeIf(
        one ->
            !one.required() && !route.admits(one.source().source().settings(), request.question()));
    if (hadAny && chosen.isEmpty()) {
      problems.add(
          new Problem(
              "#/route", "it leaves no source to ask", String.join(",", route.tags()), tags()));
    }
    Integer most = route.maxSources();
    if (most != null && !profiles.areKept()) {
      problems.add(
          new Problem(
              "#/route/max_sources",
              "this server keeps no profiles of its sources",
              String.valueOf(most),
              List.of("none, or tributary.routing.samples in the server's configuration")));
    }
    if (most != null && request.minSources() > most) {
      problems.add(
          new Problem(
              "#/min_sources",
              "only " + most + " sources are asked",
              String.valueOf(request.minSources()),
              List.of("0 to " + most)));
    }
  }

  /** All tags there are. */
  private List<String> tags() {
    return catalog.guarded().stream()
        .flatMap(source -> source.source().settings().tags().stream())
        .distinct()
        .sorted()
        .map(tag -> "tag " + tag)
        .toList();
  }

  private void checkTheRest(
      RetrievalRequest request, List<PlannedSource> chosen, List<Problem> problems) {
    if (chosen.isEmpty()) {
      problems.add(new Problem("#/sources", "no source is left to ask", "", catalog.names()));
      return;
    }
    if (request.minSources() > chosen.size()) {
      problems.add(
          new Problem(
              "#/min_sources",
              "only " + chosen.size() + " sources are asked",
              String.valueOf(request.minSources()),
              List.of("0 to " + chosen.size())));
    }
    Filter filter = request.filter();
    if (filter != null
        && chosen.stream().noneMatch(s -> s.source().source().capabilities().supports(filter))) {
      problems.add(
          new Problem(
              "#/filter",
              "none of the chosen sources can apply it",
              "filter",
              whoCanApply(filter)));
    }
  }

  private List<String> whoCanApply(Filter filter) {
    return catalog.guarded().stream()
        .map(GuardedSource::source)
        .filter(source -> source.capabilities().supports(filter))
        .map(source -> "source " + source.name())
        .toList();
  }

  private Problem unknown(String pointer, String name) {
    return new Problem(pointer, "unknown source", name, catalog.names());
  }

  /** How many passages a source is asked for when the request does not say. */
  private static int depth(RetrievalRequest request, int pool, int sources) {
    int share = sources == 0 ? 0 : Math.ceilDiv(pool, sources);
    return Math.max(Math.max(request.topK(), RetrievalRequest.DEFAULT_TOP_K), share);
  }

  private static PlannedSource planned(GuardedSource source, SourceChoice choice, int depth) {
    SourceSettings settings = source.source().settings();
    return new PlannedSource(
        source,
        Math.min(choice.limit() == null ? depth : choice.limit(), settings.maxLimit()),
        choice.waitTime() == null ? settings.waitTime() : choice.waitTime(),
        choice.weight() == null ? settings.weight() : choice.weight(),
        choice.required());
  }
}
