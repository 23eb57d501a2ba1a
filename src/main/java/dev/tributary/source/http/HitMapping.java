package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SourceException;
import dev.tributary.text.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From an answer's tree to passages.
 *
 * <p>An empty list of hits is "nothing found". No list at all, or hits of which none can be read,
 * is a wrong mapping, and said so with the names that the answer does have; unless something stands
 * at {@code empty}, by which an API without hits is known that leaves the list out.
 *
 * @param results where the hits stand; of several places all count
 * @param empty what an answer has that may do without a list; null when it may not
 * @param partial what says that not all hits were found: true, or anything at all; null for nothing
 * @param rank where a hit's place stands; null: the order of the answer
 * @param fields of one hit
 */
record HitMapping(
    List<JsonLookup> results,
    @Nullable JsonLookup empty,
    @Nullable JsonLookup partial,
    @Nullable JsonLookup rank,
    HitFields fields) {
  /** The answer says itself that it is not whole. */
  static final String PARTIAL = "partial";

  private static final int MAX_NAMES = 10;

  /**
   * One answer, read.
   *
   * @param hits how many it had, dropped ones too
   */
  record Page(Found found, int hits) {}

  /**
   * Reads an answer.
   *
   * @param host for messages
   * @throws SourceException PROTOCOL when the mapping matches nothing
   */
  Page read(String host, JsonNode answer, int limit) {
    @Nullable List<JsonNode> hits = hits(answer);
    if (hits == null) {
      if (empty == null || empty.find(answer) == null) {
        throw noMatch(host + " answered with nothing at " + places(), answer);
      }
      hits = List.of();
    }
    List<Passage> passages = new ArrayList<>(Math.min(limit, hits.size()));
    Set<String> ids = new HashSet<>();
    int dropped = 0;
    for (JsonNode hit : hits) {
      if (passages.size() == limit) {
        break;
      }
      @Nullable Passage passage = read(hit, ids).passage();
      if (passage == null) {
        dropped++;
      } else {
        passages.add(passage);
      }
    }
    if (passages.isEmpty() && dropped > 0 && hits.stream().noneMatch(fields::isMapped)) {
      throw noMatch(
          "%s answered %d hits, none with anything at %s or %s"
              .formatted(host, dropped, fields.text(), fields.title()),
          hits.getFirst());
    }
    return new Page(
        new Found(allScoredOrNone(passages), dropped, isPartial(answer) ? PARTIAL : null),
        hits.size());
  }

  /**
   * What became of one hit: a passage, or why there is none.
   *
   * @param dropped null when there is a passage
   */
  record Reading(@Nullable Passage passage, @Nullable String dropped) {}

  /**
   * Reads one hit.
   *
   * @param ids of those before it, of which one may be there once
   */
  Reading read(JsonNode hit, Set<String> ids) {
    @Nullable Passage passage = fields.read(hit);
    if (passage == null) {
      return new Reading(null, "nothing at %s or %s".formatted(fields.text(), fields.title()));
    }
    return ids.add(passage.id())
        ? new Reading(passage, null)
        : new Reading(null, "the id " + passage.id() + " was there before");
  }

  /** Whether an answer has no hits without saying that there are none. */
  boolean lacksHits(JsonNode answer) {
    @Nullable List<JsonNode> hits = hits(answer);
    return (hits == null || hits.isEmpty()) && (empty == null || empty.find(answer) == null);
  }

  /** All hits of an answer, best first; null when there is no place for them. */
  @Nullable List<JsonNode> hits(JsonNode answer) {
    @Nullable List<JsonNode> hits = null;
    for (JsonLookup place : results) {
      @Nullable JsonNode found = place.find(answer);
      if (found != null) {
        hits = hits == null ? new ArrayList<>() : hits;
        if (found.isArray()) {
          found.forEach(hits::add);
        } else if (!found.isNull()) {
          hits.add(found);
        }
      }
    }
    if (rank != null && hits != null) {
      JsonLookup place = rank;
      hits.sort(
          Comparator.comparingDouble(hit -> HitFields.number(place.find(hit), Double.MAX_VALUE)));
    }
    return hits;
  }

  /** Where the hits stand, in words. */
  String places() {
    return results.stream().map(JsonLookup::toString).collect(Collectors.joining(" | "));
  }

  private boolean isPartial(JsonNode answer) {
    @Nullable JsonNode sign = partial == null ? null : partial.find(answer);
    return switch (sign) {
      case null -> false;
      case JsonNode node when node.isContainerNode() -> !node.isEmpty();
      case JsonNode node -> node.asBoolean(!node.asText().isBlank() && !node.isNull());
    };
  }

  /** Half a list of scores cannot be compared: then only the order counts. */
  static List<Passage> allScoredOrNone(List<Passage> passages) {
    boolean all = passages.stream().allMatch(p -> p.rawScore() != null);
    boolean none = passages.stream().allMatch(p -> p.rawScore() == null);
    return all || none ? passages : passages.stream().map(HitFields::withoutScore).toList();
  }

  private static SourceException noMatch(String what, JsonNode where) {
    String names =
        where.properties().stream()
            .limit(MAX_NAMES)
            .map(field -> Cut.to(40, field.getKey()))
            .collect(Collectors.joining(", "));
    return new SourceException(
        ErrorKind.PROTOCOL, what + (names.isEmpty() ? "" : "; it has " + names));
  }
}
