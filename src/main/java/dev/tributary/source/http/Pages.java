package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.source.Found;
import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Asks for one page of hits after the other, until there are enough or no more. */
record Pages(
    String host,
    RequestTemplate template,
    HitMapping mapping,
    Complaint complaint,
    Backoff backoff,
    JsonCaller caller,
    boolean several) {
  private static final int MAX_PAGES = 10;

  Pages(
      String host,
      RequestTemplate template,
      HitMapping mapping,
      Complaint complaint,
      Backoff backoff,
      JsonCaller caller) {
    this(
        host,
        template,
        mapping,
        complaint,
        backoff,
        caller,
        !Collections.disjoint(template.places(), Set.of(Values.PAGE, Values.OFFSET, Values.START)));
  }

  /** The same, its calls going another way. */
  Pages through(UnaryOperator<JsonCaller> way) {
    return new Pages(host, template, mapping, complaint, backoff, way.apply(caller), several);
  }

  /**
   * What all pages have, at most {@code wanted}. Without the first page it fails; a further one
   * that fails or is late leaves the answer partial.
   *
   * @param values of the first page
   * @param until when further pages must be there
   */
  Uni<Found> search(Values values, int wanted, Deadline until) {
    return read(values, wanted)
        .chain(page -> further(values, wanted, until, page.found(), page.hits()));
  }

  /** One page. */
  Uni<HitMapping.Page> read(Values values, int wanted) {
    return caller
        .call(template.fill(values), values.deadline())
        .map(answer -> page(answer, wanted));
  }

  /** An answer as a page. */
  HitMapping.Page page(JsonNode answer, int wanted) {
    backoff.heed(answer);
    if (mapping.lacksHits(answer)) {
      complaint.requireNone(host, answer, caller);
    }
    return mapping.read(host, answer, wanted);
  }

  private Uni<Found> further(
      Values values, int wanted, Deadline until, Found soFar, int hitsOfLast) {
    int next = values.page() + 1;
    if (!several
        || soFar.passages().size() >= wanted
        || hitsOfLast < values.limit()
        || next == MAX_PAGES) {
      return Uni.createFrom().item(soFar);
    }
    Values following = values.onPage(next, until);
    return read(following, wanted)
        .onItem()
        .transformToUni(
            page ->
                further(following, wanted, until, both(soFar, page.found(), wanted), page.hits()))
        .onFailure()
        .recoverWithItem(() -> new Found(soFar.passages(), soFar.dropped(), HitMapping.PARTIAL));
  }

  private static Found both(Found first, Found second, int wanted) {
    Map<String, Passage> byId = new LinkedHashMap<>();
    first.passages().forEach(p -> byId.put(p.id(), p));
    second.passages().forEach(p -> byId.putIfAbsent(p.id(), p));
    return new Found(
        HitMapping.allScoredOrNone(byId.values().stream().limit(wanted).toList()),
        first.dropped() + second.dropped(),
        first.degraded() == null ? second.degraded() : first.degraded());
  }
}
