package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.passage.Passage;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import dev.tributary.text.Cut;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for one page of hits, watches what happens, and tells it. */
final class Explainer {
  private static final int MAX_BODY = 16 * 1024;
  private static final int MAX_HITS = 20;
  private static final int MAX_EXAMPLE = 200;

  private final Pages pages;
  private final HttpTarget target;
  private final Masks masks;
  private volatile @Nullable HttpRequest sent;
  private volatile @Nullable HttpAnswer answered;

  /**
   * @param masks what is not shown
   */
  Explainer(Pages pages, HttpTarget target, Masks masks) {
    this.pages = pages.through(caller -> caller.through(this::watched));
    this.target = target;
    this.masks = masks;
  }

  private HttpCaller watched(HttpCaller caller) {
    return (HttpRequest request, Deadline deadline) -> {
      sent = request;
      return caller.call(request, deadline).invoke(answer -> answered = answer);
    };
  }

  Uni<Explanation> explain(Values values, int wanted) {
    return pages
        .read(values, wanted)
        .onItemOrFailure()
        .transform((_, failure) -> told(failure == null ? null : SourceException.of(failure)));
  }

  private Explanation told(@Nullable SourceException error) {
    @Nullable HttpRequest request = sent;
    @Nullable HttpAnswer answer = answered;
    List<JsonNode> hits = answer == null ? List.of() : hits(answer);
    return new Explanation(
        request == null ? null : told(request),
        answer == null ? null : told(answer),
        answer == null ? List.of() : findings(hits),
        told(hits),
        error);
  }

  private Explanation.Request told(HttpRequest request) {
    return new Explanation.Request(
        request.method(),
        target.base() + masks.url(request.pathAndQuery()),
        masks.headers(request.headers()),
        request.body() == null ? null : masks.text(request.body().toString()));
  }

  private Explanation.Answer told(HttpAnswer answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, masks.text(value)));
    return new Explanation.Answer(
        answer.status(),
        masks.headers(headers),
        masks.text(Cut.to(MAX_BODY, answer.body().toString())),
        answer.body().length());
  }

  private List<JsonNode> hits(HttpAnswer answer) {
    try {
      @Nullable List<JsonNode> hits =
          pages.mapping().hits(pages.caller().format().parse(target.host(), answer));
      return hits == null ? List.of() : hits;
    } catch (SourceException _) {
      return List.of();
    }
  }

  private List<Explanation.Finding> findings(List<JsonNode> hits) {
    HitMapping mapping = pages.mapping();
    HitFields fields = mapping.fields();
    List<Explanation.Finding> findings = new ArrayList<>();
    findings.add(
        new Explanation.Finding(
            "results",
            mapping.places(),
            hits.size(),
            example(hits.stream().findFirst().map(JsonNode::toString).orElse(null))));
    Map<String, JsonLookup> lookups = new TreeMap<>();
    lookups.put("fields.id", fields.id());
    lookups.put("fields.title", fields.title());
    lookups.put("fields.url", fields.url());
    lookups.put("fields.text", fields.text());
    lookups.put("fields.score", fields.score());
    lookups.put("fields.published", fields.metadata().published());
    fields
        .metadata()
        .fields()
        .forEach((name, path) -> lookups.put("fields.metadata." + name, path));
    lookups.forEach((key, lookup) -> findings.add(finding(key, lookup, hits)));
    return findings;
  }

  private Explanation.Finding finding(String key, JsonLookup lookup, List<JsonNode> hits) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode hit : hits) {
      @Nullable JsonNode at = lookup.find(hit);
      if (at != null && !at.isNull()) {
        found.add(at);
      }
    }
    Function<JsonNode, String> shown = node -> node.isValueNode() ? node.asText() : node.toString();
    return new Explanation.Finding(
        key,
        lookup.toString(),
        found.size(),
        example(found.stream().findFirst().map(shown).orElse(null)));
  }

  private @Nullable String example(@Nullable String text) {
    return text == null ? null : masks.text(Cut.to(MAX_EXAMPLE, text));
  }

  private List<Explanation.Hit> told(List<JsonNode> hits) {
    List<Explanation.Hit> told = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode hit : hits.subList(0, Math.min(MAX_HITS, hits.size()))) {
      int number = told.size() + 1;
      HitMapping.Reading reading = pages.mapping().read(hit, ids);
      @Nullable Passage passage = reading.passage();
      told.add(
          passage == null
              ? new Explanation.Hit(number, null, null, null, reading.dropped())
              : new Explanation.Hit(
                  number, passage.id(), example(passage.title()), example(passage.text()), null));
    }
    return told;
  }
}
