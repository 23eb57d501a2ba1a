package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.text.PlainWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merges candidates that say nothing beyond another one.
 *
 * <p>The rule: a passage goes into a better copy (see {@link Candidate}) if the words of its text
 * stand in that copy's text as one run, in order and without a gap, from the beginning of a
 * sentence or line to the end of one, or to where an ellipsis says that it was cut; if they are at
 * least {@value #LEAST_SHARE} of that copy's words; and if its title, where it has one, stands in
 * the copy's title or text. So nothing that was said is lost: texts that differ in a number, a
 * name, a "not" or a sentence stay apart, however alike they are otherwise; what differs may be
 * case, punctuation, markup, and what only the kept copy says before or behind. Likeness alone is
 * no ground: of the pairs over a resemblance of .8 in the 45,934 passages of the federated
 * judgements, more than half are one template filled with two names.
 *
 * <p>O(n): candidates meet by {@link MinHash}; a band knows only the best of those that were not
 * merged, so that each candidate is compared with at most {@value MinHash#BANDS} + 1 others. No
 * chains: each is compared with a passage that stays, never with one that went into another.
 */
final class NearDuplicates {
  /** A shorter text says too little; equal ones are found by their content. */
  static final int LEAST_WORDS = 20;

  static final double LEAST_SHARE = 0.8;

  private static final long BASE = 0x9e3779b97f4a7c15L;

  private final List<Candidate> order;
  private final PlainWords[] words;
  private final Leaders leaders;
  private int comparisons;

  private NearDuplicates(List<Candidate> candidates) {
    order = new ArrayList<>(candidates);
    order.sort(Candidate.BEST_COPY_FIRST);
    words = new PlainWords[order.size()];
    leaders = new Leaders(order.size() * (MinHash.BANDS + 1));
  }

  /** Merges near-duplicates; the same list when there are none. */
  static List<Candidate> merged(List<Candidate> candidates) {
    return new NearDuplicates(candidates).merge(candidates);
  }

  /** How many pairs of texts are compared for a list. */
  static int comparisons(List<Candidate> candidates) {
    NearDuplicates merging = new NearDuplicates(candidates);
    merging.merge(candidates);
    return merging.comparisons;
  }

  private List<Candidate> merge(List<Candidate> candidates) {
    int[] leaderOf = new int[order.size()];
    boolean none = true;
    for (int i = 0; i < leaderOf.length; i++) {
      leaderOf[i] = leaderOf(i);
      none &= leaderOf[i] == i;
    }
    if (none) {
      return candidates;
    }
    Map<Integer, List<Candidate>> groups = new TreeMap<>();
    for (int i = 0; i < leaderOf.length; i++) {
      groups.computeIfAbsent(leaderOf[i], _ -> new ArrayList<>(1)).add(order.get(i));
    }
    List<Candidate> kept = new ArrayList<>(groups.size());
    groups.values().forEach(group -> kept.add(Candidate.ofNearDuplicates(group)));
    kept.sort(Candidate.BY_ID);
    return List.copyOf(kept);
  }

  /** The better candidate that says all that this one says; itself when there is none. */
  private int leaderOf(int i) {
    long[] bands = order.get(i).text().bands();
    int compared = -1;
    for (long band : bands) {
      int leader = leaders.get(band);
      // What agrees in one band mostly agrees in the next one too.
      if (leader >= 0 && leader != compared) {
        if (saysAll(leader, i)) {
          return leader;
        }
        compared = leader;
      }
    }
    for (long band : bands) {
      leaders.putIfAbsent(band, i);
    }
    return i;
  }

  private boolean saysAll(int leader, int i) {
    comparisons++;
    PlainWords more = wordsOf(leader);
    PlainWords less = wordsOf(i);
    int least = (int) Math.max(LEAST_WORDS, Math.ceil(LEAST_SHARE * more.hashes().length));
    int start = less.hashes().length < least ? -1 : find(less.hashes(), more.hashes());
    Passage passage = order.get(i).passage();
    return start >= 0
        && more.begins(start)
        && (more.begins(start + less.hashes().length) || isCut(passage.text()))
        && titleStands(passage, order.get(leader).passage(), more.hashes());
  }

  private static boolean isCut(String text) {
    int end = text.length();
    while (end > 0 && " \n\"”»)]".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.startsWith("…", end - 1) || text.startsWith("...", end - 3);
  }

  private static boolean titleStands(Passage less, Passage more, long[] text) {
    long[] title = less.title() == null ? new long[0] : PlainWords.hashes(less.title());
    return title.length == 0
        || find(title, text) >= 0
        || (more.title() != null && find(title, PlainWords.hashes(more.title())) >= 0);
  }

  private PlainWords wordsOf(int i) {
    PlainWords known = words[i];
    if (known == null) {
      known = PlainWords.of(order.get(i).passage().text());
      words[i] = known;
    }
    return known;
  }

  /**
   * Where one run of words first stands in another, from 0, or -1; by rolling sums in linear time
   * (Karp, Rabin, "Efficient randomized pattern-matching algorithms", 1987).
   */
  static int find(long[] run, long[] in) {
    if (run.length > in.length) {
      return -1;
    }
    long highest = 1;
    long wanted = 0;
    long sum = 0;
    for (int i = 0; i < run.length; i++) {
      highest *= i == 0 ? 1 : BASE;
      wanted = wanted * BASE + run[i];
      sum = sum * BASE + in[i];
    }
    for (int end = run.length; ; end++) {
      int start = end - run.length;
      if (sum == wanted && Arrays.equals(run, 0, run.length, in, start, end)) {
        return start;
      }
      if (end == in.length) {
        return -1;
      }
      sum = (sum - in[start] * highest) * BASE + in[end];
    }
  }

  /** The first candidate with each band; a table of numbers, as there are some thousands a pool. */
  private static final class Leaders {
    private final long[] keys;
    private final int[] values;

    Leaders(int most) {
      int capacity = Integer.highestOneBit(Math.max(1, most)) * 4;
      keys = new long[capacity];
      values = new int[capacity];
    }

    int get(long key) {
      return values[slot(key)] - 1;
    }

    void putIfAbsent(long key, int value) {
      int slot = slot(key);
      if (values[slot] == 0) {
        keys[slot] = key;
        values[slot] = value + 1;
      }
    }

    /** Where a key is, or where it would go. */
    private int slot(long key) {
      int slot = (int) key & (keys.length - 1);
      while (values[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & (keys.length - 1);
      }
      return slot;
    }
  }
}
