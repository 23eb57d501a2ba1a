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
import org.jspecify.annotations.Nullable;

/** Finds the sources that a request names, or those that are asked by default. */
@Singleton
class SourceSelection {
  private final SourceCatalog catalog;

  SourceSelection(SourceCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @throws Unserviceable when a name is unknown, none is left, too few are left, or none can apply
   *     the filter
   */
  List<PlannedSource> choose(RetrievalRequest request) {
    List<Problem> problems = new ArrayList<>();
    List<PlannedSource> chosen =
        request.sources().isEmpty() ? byDefault(request) : named(request, problems);
    for (String name : request.exclude()) {
      if (catalog.find(name).isEmpty()) {
        problems.add(unknown("#/exclude_sources", name));
      }
    }
    chosen.removeIf(source -> request.exclude().contains(source.source().source().name()));
    if (problems.isEmpty()) {
      checkTheRest(request, chosen, problems);
    }
    if (!problems.isEmpty()) {
      throw new Unserviceable(problems);
    }
    return chosen;
  }

  private List<PlannedSource> byDefault(RetrievalRequest request) {
    List<PlannedSource> chosen = new ArrayList<>();
    for (GuardedSource source : catalog.guarded()) {
      if (source.source().settings().byDefault()) {
        chosen.add(planned(source, SourceChoice.of(source.source().name()), request.topK()));
      }
    }
    return chosen;
  }

  private List<PlannedSource> named(RetrievalRequest request, List<Problem> problems) {
    List<PlannedSource> chosen = new ArrayList<>();
    for (int i = 0; i < request.sources().size(); i++) {
      SourceChoice choice = request.sources().get(i);
      String pointer = "#/sources/" + i;
      catalog
          .find(choice.name())
          .ifPresentOrElse(
              source -> chosen.add(planned(source, choice, request.topK())),
              () -> problems.add(unknown(pointer, choice.name())));
    }
    return chosen;
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

  private static PlannedSource planned(GuardedSource source, SourceChoice choice, int topK) {
    SourceSettings settings = source.source().settings();
    return new PlannedSource(
        source,
        limit(settings, topK, choice.limit()),
        choice.waitTime() == null ? settings.waitTime() : choice.waitTime(),
        choice.weight() == null ? settings.weight() : choice.weight(),
        choice.required());
  }

  private static int limit(SourceSettings settings, int topK, @Nullable Integer wanted) {
    int limit = wanted == null ? Math.max(topK, RetrievalRequest.DEFAULT_TOP_K) : wanted;
    return Math.min(limit, settings.maxLimit());
  }
}
