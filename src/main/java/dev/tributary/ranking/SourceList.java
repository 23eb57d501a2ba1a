package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.ranking.Candidate.Copy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one source found, as the ranking sees it; each list is itself alone. */
public final class SourceList {
  private final String source;
  private final double weight;
  private final int priority;
  private final List<Passage> passages;
  private volatile @Nullable List<Copy> copies;

  /**
   * A list.
   *
   * @param source its name
   * @param weight of its passages beside those of others, 0 and up
   * @param priority which copy of a passage wins, and ties: higher first
   * @param passages best first
   */
  public SourceList(String source, double weight, int priority, List<Passage> passages) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight is finite and at least 0, not " + weight);
    }
    this.source = source;
    this.weight = weight;
    this.priority = priority;
    this.passages = List.copyOf(passages);
  }

  public String source() {
    return source;
  }

  public double weight() {
    return weight;
  }

  public int priority() {
    return priority;
  }

  public List<Passage> passages() {
    return passages;
  }

  /** How many characters its texts have together. */
  int characters() {
    int sum = 0;
    for (Passage passage : passages) {
      sum += passage.text().length();
    }
    return sum;
  }

  /** Its passages with what tells them apart; read once, by whoever asks first. */
  List<Copy> copies(PassageTexts texts) {
    List<Copy> known = copies;
    if (known == null) {
      known = new ArrayList<>(passages.size());
      for (int i = 0; i < passages.size(); i++) {
        Passage passage = passages.get(i);
        known.add(Copy.of(this, i + 1, passage, texts.of(passage)));
      }
      // Two threads may both do it: with the same result.
      copies = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return "SourceList(" + source + ", " + passages.size() + " passages)";
  }
}
