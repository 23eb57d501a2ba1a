package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one passage of chunks that stand one behind the other in one document, by their ids ({@code
 * docs:guide#2} and {@code docs:guide#3} become {@code docs:guide#2-3}).
 *
 * <p>The law: a joined passage stands where its best chunk stood, with the score, contributions,
 * title, address and metadata of that chunk; its text is theirs in the order of the document (see
 * {@link ChunkText}); its sources and near-duplicates are those of all. Chunks are joined as long
 * as their texts together have at most {@value Passage#MAX_TEXT} characters. No chunk is brought in
 * that was not in the list.
 */
final class NeighbouringChunks {
  private NeighbouringChunks() {}

  /**
   * Joins neighbours.
   *
   * @param passages best first
   * @return best first, each with the places in the list of what it is made of, best first
   */
  static List<Joined> joined(List<RankedPassage> passages) {
    Map<String, SortedMap<Integer, Integer>> documents = new TreeMap<>();
    for (int i = 0; i < passages.size(); i++) {
      String id = passages.get(i).passage().id();
      int chunk = PassageId.chunk(id);
      if (chunk >= 0) {
        documents.computeIfAbsent(PassageId.document(id), _ -> new TreeMap<>()).put(chunk, i);
      }
    }
    Map<Integer, Joined> byBest = new TreeMap<>();
    for (SortedMap<Integer, Integer> chunks : documents.values()) {
      for (List<Integer> run : runs(chunks, passages)) {
        byBest.put(run.stream().min(Integer::compare).orElseThrow(), join(run, passages));
      }
    }
    for (int i = 0; i < passages.size(); i++) {
      if (PassageId.chunk(passages.get(i).passage().id()) < 0) {
        byBest.put(i, new Joined(passages.get(i), List.of(i)));
      }
    }
    return List.copyOf(byBest.values());
  }

  /** Leaves each as it is. */
  static List<Joined> unjoined(List<RankedPassage> passages) {
    List<Joined> each = new ArrayList<>(passages.size());
    for (RankedPassage passage : passages) {
      each.add(new Joined(passage, List.of(each.size())));
    }
    return each;
  }

  /** A passage of the answer, and the places of what it is made of. */
  record Joined(RankedPassage passage, List<Integer> places) {}

  /** Places of neighbours, in the order of the document. */
  private static List<List<Integer>> runs(
      SortedMap<Integer, Integer> chunks, List<RankedPassage> passages) {
    List<List<Integer>> runs = new ArrayList<>();
    int last = Integer.MIN_VALUE;
    int length = 0;
    for (Map.Entry<Integer, Integer> chunk : chunks.entrySet()) {
      int more = passages.get(chunk.getValue()).passage().text().length() + 1;
      if (chunk.getKey() != last + 1 || length + more > Passage.MAX_TEXT) {
        runs.add(new ArrayList<>(2));
        length = 0;
      }
      runs.getLast().add(chunk.getValue());
      last = chunk.getKey();
      length += more;
    }
    return runs;
  }

  private static Joined join(List<Integer> run, List<RankedPassage> passages) {
    List<Integer> places = run.stream().sorted().toList();
    RankedPassage best = passages.get(places.getFirst());
    if (run.size() == 1) {
      return new Joined(best, places);
    }
    String text = "";
    String last = "";
    Collection<String> sources = new TreeSet<>();
    List<String> nearDuplicates = new ArrayList<>();
    for (int i : run) {
      RankedPassage chunk = passages.get(i);
      String next = chunk.passage().text();
      text = last.isEmpty() ? next : ChunkText.joined(text, last, next);
      last = next;
      sources.addAll(chunk.sources());
      nearDuplicates.addAll(chunk.nearDuplicates());
    }
    String firstId = passages.get(run.getFirst()).passage().id();
    String lastId = passages.get(run.getLast()).passage().id();
    List<String> inOrder = new ArrayList<>(best.sources());
    sources.stream().filter(source -> !inOrder.contains(source)).forEach(inOrder::add);
    Passage shown = best.passage();
    Passage joined =
        new Passage(
            PassageId.ofChunks(firstId, lastId),
            shown.source(),
            shown.title(),
            shown.url(),
            text,
            shown.language(),
            shown.metadata(),
            shown.signal(),
            shown.rawScore(),
            null);
    return new Joined(
        new RankedPassage(joined, best.score(), inOrder, best.contributions(), nearDuplicates),
        places);
  }
}
