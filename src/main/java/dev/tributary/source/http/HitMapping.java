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
 * From an answer's JSON to passages.
 *
 * <p>An empty list of hits is "nothing found". No list at all, or hits of which none can be read,
 * is a wrong mapping, and said so with the names that the answer does have.
 *
 * @param results where the hits stand
 * @param rank where a hit's place stands; null: the order of the answer
 * @param fields of one hit
 */
record HitMapping(JsonLookup results, @Nullable JsonLookup rank, HitFields fields) {
  private static final int MAX_NAMES = 10;

  /**
   * Reads an answer.
   *
   * @param host for messages
   * @throws SourceException PROTOCOL when the mapping matches nothing
   */
  Found read(String host, JsonNode answer, int limit) {
    List<JsonNode> hits = hits(host, answer);
    List<Passage> passages = new ArrayList<>(Math.min(limit, hits.size()));
    Set<String> ids = new HashSet<>();
    int dropped = 0;
    for (JsonNode hit : hits) {
      if (passages.size() == limit) {
        break;
      }
      @Nullable Passage passage = fields.read(hit);
      if (passage == null || !ids.add(passage.id())) {
        dropped++;
      } else {
        passages.add(passage);
      }
    }
    if (passages.isEmpty() && dropped > 0) {
      throw noMatch(
          "%s answered %d hits, none with anything at %s or %s"
              .formatted(host, dropped, fields.text(), fields.title()),
          hits.getFirst());
    }
    return new Found(allScoredOrNone(passages), dropped, null);
  }

  private List<JsonNode> hits(String host, JsonNode answer) {
    @Nullable JsonNode found = results.find(answer);
    if (found == null) {
      throw noMatch(host + " answered JSON with nothing at " + results, answer);
    }
    List<JsonNode> hits = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(hits::add);
    } else if (!found.isNull()) {
      hits.add(found);
    }
    if (rank != null) {
      JsonLookup place = rank;
      hits.sort(
          Comparator.comparingDouble(hit -> HitFields.number(place.find(hit), Double.MAX_VALUE)));
    }
    return hits;
  }

  /** Half a list of scores cannot be compared: then only the order counts. */
  private static List<Passage> allScoredOrNone(List<Passage> passages) {
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
