package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.source.Found;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A second call for each of the best hits, which brings its text; several at once. One that fails
 * or is late leaves the hit with what it has, and the answer says so.
 *
 * @param path of the call, with a place for the id
 * @param text where the text stands in its answer
 * @param hits for how many hits, the best first; the others keep what they have
 * @param atOnce how many calls run at the same time
 */
record Details(
    JsonCaller caller,
    Template path,
    Map<String, String> headers,
    JsonLookup text,
    int hits,
    int atOnce) {
  /** Some hits have less text than the API has. */
  static final String NO_DETAIL = "no_detail";

  /** The same, its calls going another way. */
  Details through(UnaryOperator<JsonCaller> way) {
    return new Details(way.apply(caller), path, headers, text, hits, atOnce);
  }

  /** Whether a hit has a name that the API knows: one without is named by what it says. */
  static boolean isNamed(Passage hit) {
    return !hit.id().equals(PassageId.ofContent(hit.source(), hit.url(), hit.text()));
  }

  /** The same hits with their texts; those that have none at all are dropped and counted. */
  Uni<Found> complete(Found found, Deadline deadline) {
    if (found.passages().isEmpty()) {
      return Uni.createFrom().item(found);
    }
    List<Passage> best = found.passages().subList(0, Math.min(hits, found.passages().size()));
    List<Uni<Completed>> calls = best.stream().map(hit -> completed(hit, deadline)).toList();
    return Uni.join()
        .all(calls)
        .usingConcurrencyOf(atOnce)
        .andFailFast()
        .map(completed -> merged(found, completed));
  }

  private record Completed(Passage passage, boolean whole) {}

  private Uni<Completed> completed(Passage hit, Deadline deadline) {
    Completed asItIs = new Completed(hit, false);
    return isNamed(hit)
        ? call(hit, deadline)
            .map(answer -> withText(hit, answer))
            .onFailure()
            .recoverWithItem(asItIs)
        : Uni.createFrom().item(asItIs);
  }

  /** Makes the call for one hit. */
  Uni<JsonNode> call(Passage hit, Deadline deadline) {
    Values values = Values.ofHit(PassageId.nativeId(hit.id()), deadline);
    HttpRequest request =
        HttpRequest.get(String.valueOf(path.fill(values, RequestTemplate.ENCODE)), headers);
    return caller.call(request, deadline);
  }

  private Completed withText(Passage hit, JsonNode answer) {
    @Nullable String whole = HitFields.text(text.find(answer));
    return whole == null
        ? new Completed(hit, !hit.text().isEmpty())
        : new Completed(HitFields.withText(hit, whole), true);
  }

  private static Found merged(Found found, List<Completed> completed) {
    List<Passage> all = new ArrayList<>(completed.stream().map(Completed::passage).toList());
    all.addAll(found.passages().subList(completed.size(), found.passages().size()));
    List<Passage> withText = all.stream().filter(p -> !p.text().isEmpty()).toList();
    boolean whole = completed.stream().allMatch(Completed::whole);
    return new Found(
        withText,
        found.dropped() + all.size() - withText.size(),
        whole ? found.degraded() : NO_DETAIL);
  }
}
