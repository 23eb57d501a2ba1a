package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.passage.Passage;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of hits, and for the text of one of them where that takes a call of its own;
 * watches what happens, and tells it.
 */
final class Explainer {
  private static final int MAX_BODY = 16 * 1024;
  private static final int MAX_HITS = 20;

  private final Watch first = new Watch();
  private final Watch second = new Watch();
  private final Pages pages;
  private final @Nullable Details details;
  private final HttpTarget target;
  private final Masks masks;

  /** Sees one call pass. */
  private static final class Watch implements UnaryOperator<JsonCaller> {
    private volatile @Nullable HttpRequest sent;
    private volatile @Nullable HttpAnswer answered;

    @Override
    public JsonCaller apply(JsonCaller caller) {
      return caller.through(this::watched);
    }

    private HttpCaller watched(HttpCaller caller) {
      return (HttpRequest request, Deadline deadline) -> {
        sent = request;
        return caller.call(request, deadline).invoke(answer -> answered = answer);
      };
    }
  }

  /**
   * @param details the second call, if there is one
   * @param masks what is not shown
   */
  Explainer(Pages pages, @Nullable Details details, HttpTarget target, Masks masks) {
    this.pages = pages.through(first);
    this.details = details == null ? null : details.through(second);
    this.target = target;
    this.masks = masks;
  }

  Uni<Explanation> explain(Values values, int wanted) {
    return pages
        .read(values, wanted)
        .onItemOrFailure()
        .transformToUni(
            (page, failure) ->
                page == null
                    ? Uni.createFrom().item(told(SourceException.of(failure), null))
                    : detail(page.found().passages(), values.deadline()));
  }

  private Uni<Explanation> detail(List<Passage> hits, Deadline deadline) {
    Optional<Passage> named = hits.stream().filter(Details::isNamed).findFirst();
    return details == null || named.isEmpty()
        ? Uni.createFrom().item(told(null, null))
        : details
            .call(named.get(), deadline)
            .onItemOrFailure()
            .transform(
                (_, failure) -> told(null, failure == null ? null : SourceException.of(failure)));
  }

  private Explanation told(@Nullable SourceException error, @Nullable SourceException late) {
    @Nullable HttpRequest request = first.sent;
    @Nullable HttpAnswer answer = first.answered;
    @Nullable HttpRequest more = second.sent;
    List<JsonNode> tree = tree(answer);
    List<JsonNode> hits = tree.stream().flatMap(t -> hits(t).stream()).toList();
    Findings findings = new Findings(masks);
    if (answer != null) {
      findings
          .ofHits(pages.mapping(), hits)
          .in(tree, "empty", pages.mapping().empty())
          .in(tree, "error", pages.complaint().where())
          .in(tree, "partial", pages.mapping().partial())
          .in(tree, "backoff", pages.backoff().where())
          .in(tree, "cursor", pages.cursor().where());
    }
    if (details != null && more != null) {
      findings.in(tree(second.answered), "detail.text", details.text());
    }
    return new Explanation(
        request == null ? null : told(request),
        answer == null ? null : told(answer),
        more == null ? null : new Explanation.Detail(told(more), toldOrNull(second.answered), late),
        findings.all(),
        read(hits, findings),
        error);
  }

  private Explanation.Request told(HttpRequest request) {
    return new Explanation.Request(
        request.method(),
        target.base() + masks.url(request.pathAndQuery()),
        masks.headers(request.headers()),
        request.body() == null ? null : masks.text(request.body().toString()));
  }

  private Explanation.@Nullable Answer toldOrNull(@Nullable HttpAnswer answer) {
    return answer == null ? null : told(answer);
  }

  private Explanation.Answer told(HttpAnswer answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, masks.text(value)));
    return new Explanation.Answer(
        answer.status(),
        masks.headers(headers),
        masks.beginning(MAX_BODY, answer.body().toString()),
        answer.body().length());
  }

  /** One tree, or none when it is not what was promised. */
  private List<JsonNode> tree(@Nullable HttpAnswer answer) {
    try {
      return answer == null
          ? List.of()
          : List.of(pages.caller().format().parse(target.host(), answer));
    } catch (SourceException _) {
      return List.of();
    }
  }

  private List<JsonNode> hits(JsonNode tree) {
    @Nullable List<JsonNode> hits = pages.mapping().hits(tree);
    return hits == null ? List.of() : hits;
  }

  private List<Explanation.Hit> read(List<JsonNode> hits, Findings findings) {
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
                  number,
                  passage.id(),
                  passage.title() == null ? null : findings.example(passage.title()),
                  findings.example(passage.text()),
                  null));
    }
    return told;
  }
}
