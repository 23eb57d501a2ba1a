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
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of hits after the other, until there are enough or no more.
 *
 * @param cursor what an answer says of the page behind it
 * @param counted whether pages have numbers, so that a full one may have another behind it
 */
record Pages(
    String host,
    RequestTemplate template,
    HitMapping mapping,
    Complaint complaint,
    Backoff backoff,
    Cursor cursor,
    JsonCaller caller,
    boolean counted) {
  private static final int MAX_PAGES = 10;

  Pages(
      String host,
      RequestTemplate template,
      HitMapping mapping,
      Complaint complaint,
      Backoff backoff,
      Cursor cursor,
      JsonCaller caller) {
    this(
        host,
        template,
        mapping,
        complaint,
        backoff,
        cursor,
        caller,
        !Collections.disjoint(template.places(), Set.of(Values.PAGE, Values.OFFSET, Values.START)));
  }

  /** The same, its calls going another way. */
  Pages through(UnaryOperator<JsonCaller> way) {
    return new Pages(
        host, template, mapping, complaint, backoff, cursor, way.apply(caller), counted);
  }

  /**
   * What all pages have, at most {@code wanted}. Without the first page it fails; a further one
   * that fails or is late leaves the answer partial.
   *
   * @param values of the first page
   * @param until when further pages must be there
   */
  Uni<Found> search(Values values, int wanted, Deadline until) {
    return read(values, wanted).chain(page -> further(values, wanted, until, page.found(), page));
  }

  /**
   * One page.
   *
   * @param hits how many it had, dropped ones too
   * @param next what the page behind it is asked for by; null when it names none
   */
  record Page(Found found, int hits, @Nullable String next) {}

  /** Asks for one page. */
  Uni<Page> read(Values values, int wanted) {
    return caller
        .call(template.fill(values), values.deadline())
        .map(answer -> page(answer, wanted));
  }

  /** An answer as a page. */
  private Page page(JsonNode answer, int wanted) {
    backoff.heed(answer);
    if (mapping.lacksHits(answer)) {
      complaint.requireNone(host, answer, caller);
    }
    HitMapping.Page read = mapping.read(host, answer, wanted);
    return new Page(read.found(), read.hits(), cursor.next(answer));
  }

  private Uni<Found> further(Values values, int wanted, Deadline until, Found soFar, Page last) {
    int number = values.page() + 1;
    if (soFar.passages().size() >= wanted || number == MAX_PAGES || !hasNext(values, last)) {
      return Uni.createFrom().item(soFar);
    }
    Values following = values.onPage(number, last.next(), until);
    return read(following, wanted)
        .onItem()
        .transformToUni(
            page -> further(following, wanted, until, both(soFar, page.found(), wanted), page))
        .onFailure()
        .recoverWithItem(() -> new Found(soFar.passages(), soFar.dropped(), HitMapping.PARTIAL));
  }

  /** A page that names itself is the last, as some APIs have it. */
  private boolean hasNext(Values values, Page last) {
    return last.next() == null
        ? counted && last.hits() >= values.limit()
        : !last.next().equals(values.cursor());
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
