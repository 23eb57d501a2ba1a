package dev.tributary.ops;

import dev.tributary.access.AccessPolicy;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.retrieval.SourceState;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says once, at the start, what this server is made of: names and kinds, no address, no secret. */
@ApplicationScoped
class StartReport {
  private static final Logger LOG = Logger.getLogger(StartReport.class);
  private static final int NAMED = 10;

  /** After all that may still stop the start. */
  private static final int LAST = 10_000;

  private final SourceCatalog catalog;
  private final AccessPolicy access;
  private final String rankingModel;
  private final String reranker;

  StartReport(
      SourceCatalog catalog,
      AccessPolicy access,
      @ConfigProperty(name = "tributary.ranking.model") String rankingModel,
      @ConfigProperty(name = "tributary.ranking.rerank") String reranker) {
    this.catalog = catalog;
    this.access = access;
    this.rankingModel = rankingModel;
    this.reranker = reranker;
  }

  void report(@Observes @Priority(LAST) StartupEvent start) {
    LOG.info(
        String.join(
            "; ", lines(catalog.states(), ranking(rankingModel, reranker), access.inWords())));
  }

  static String ranking(String model, String reranker) {
    return (model.equals("none") ? "by words" : model)
        + (reranker.equals("none") ? "" : ", then " + reranker);
  }

  static List<String> lines(List<SourceState> sources, String ranking, String whoMayCall) {
    Map<String, List<String>> byKind = new TreeMap<>();
    TreeSet<String> models = new TreeSet<>();
    for (SourceState source : sources) {
      byKind.computeIfAbsent(source.kind(), _ -> new ArrayList<>()).add(source.name());
      String model = source.capabilities().model();
      if (model != null) {
        models.add(model);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        sources.isEmpty()
            ? "no sources"
            : "sources: "
                + byKind.entrySet().stream()
                    .map(e -> e.getKey() + " " + named(e.getValue()))
                    .collect(Collectors.joining(", ")));
    lines.add("vectors: " + (models.isEmpty() ? "none" : String.join(", ", models)));
    lines.add("ranking: " + ranking);
    lines.add("who may call: " + whoMayCall);
    return lines;
  }

  /** {@code [a, b, c]}, cut where it gets long. */
  private static String named(List<String> names) {
    String shown = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = names.size() - NAMED;
    return more > 0 ? "[%s and %d more]".formatted(shown, more) : "[" + shown + "]";
  }
}
