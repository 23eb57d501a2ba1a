package dev.tributary.ranking;

import dev.tributary.ranking.Candidate.Copy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of all lists, each once.
 *
 * <p>Passages are one when they share an id, a content or the name of a document, and so on through
 * others (A is B, B is C: all three are one). The name of a document counts only while no source
 * returned two different passages under it: else they are parts of one document, and none of them
 * is the document.
 *
 * @param candidates by id, so that every sum over them is taken in one order
 */
record Pool(List<Candidate> candidates) {

  /**
   * Pools lists; their order does not matter.
   *
   * @throws IllegalArgumentException when two lists are of one source
   */
  static Pool of(List<SourceList> lists, PassageTexts texts) {
    List<SourceList> sorted = new ArrayList<>(lists);
    sorted.sort(Comparator.comparing(SourceList::source));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).source().equals(sorted.get(i - 1).source())) {
        throw new IllegalArgumentException("two lists of source " + sorted.get(i).source());
      }
    }
    List<Copy> copies = new ArrayList<>();
    for (SourceList list : sorted) {
      copies.addAll(list.copies(texts));
    }
    return new Pool(merge(copies));
  }

  /** The same pool, {@link NearDuplicates} merged. */
  Pool withoutNearDuplicates() {
    return new Pool(NearDuplicates.merged(candidates));
  }

  private static List<Candidate> merge(List<Copy> copies) {
    Groups groups = new Groups(copies);
    Map<Integer, List<Copy>> members = HashMap.newHashMap(copies.size());
    for (int i = 0; i < copies.size(); i++) {
      members.computeIfAbsent(groups.rootOf(i), _ -> new ArrayList<>(1)).add(copies.get(i));
    }
    List<Candidate> candidates = new ArrayList<>(members.size());
    members.values().forEach(group -> candidates.add(Candidate.of(group)));
    candidates.sort(Candidate.BY_ID);
    return List.copyOf(candidates);
  }

  /** Disjoint sets of copies, joined by the keys that they share. */
  private static final class Groups {
    private final int[] parent;

    Groups(List<Copy> copies) {
      parent = new int[copies.size()];
      Map<String, Integer> firstOfKey = HashMap.newHashMap(copies.size());
      Map<Long, Integer> firstOfEnds = HashMap.newHashMap(copies.size());
      Map<String, Document> documents = HashMap.newHashMap(copies.size());
      for (int i = 0; i < parent.length; i++) {
        Copy copy = copies.get(i);
        parent[i] = i;
        join(i, firstOfKey.putIfAbsent(copy.idKey(), i));
        Integer alike = firstOfEnds.putIfAbsent(copy.text().ends(), i);
        if (alike != null) {
          firstOfKey.putIfAbsent(copies.get(alike).text().content(), alike);
          join(i, firstOfKey.putIfAbsent(copy.text().content(), i));
        }
        for (String name : copy.documents()) {
          documents.computeIfAbsent(name, _ -> new Document()).add(i, copy);
        }
      }
      for (Document document : documents.values()) {
        for (int i = 1; document.isOnePassage && i < document.members.size(); i++) {
          join(document.members.getFirst(), document.members.get(i));
        }
      }
    }

    int rootOf(int i) {
      int root = i;
      while (parent[root] != root) {
        parent[root] = parent[parent[root]];
        root = parent[root];
      }
      return root;
    }

    private void join(int one, @Nullable Integer other) {
      if (other != null) {
        int a = rootOf(one);
        int b = rootOf(other);
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }

  /** The copies under one name of a document; those of one source come together. */
  private static final class Document {
    private final List<Integer> members = new ArrayList<>(2);
    private boolean isOnePassage = true;
    private @Nullable Copy first;

    void add(int index, Copy copy) {
      members.add(index);
      if (first == null || first.list() != copy.list()) {
        first = copy;
      } else {
        isOnePassage &=
            first.text().content().equals(copy.text().content())
                || first.passage().id().equals(copy.passage().id());
      }
    }
  }
}
