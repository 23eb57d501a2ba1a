package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.ranking.FederatedLists.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Passages that answer nothing, though they have every word that real ones have: sentences' words
 * drawn one by one from all that the sources returned.
 */
final class Noise {
  private static final int PASSAGES = 1_000;
  private static final int WORDS = 120;

  private Noise() {}

  static List<String> texts(List<Case> cases) {
    Map<String, String> seen = new TreeMap<>();
    for (Case one : cases) {
      for (SourceList list : one.lists()) {
        for (Passage passage : list.passages()) {
          seen.put(passage.id(), passage.text());
        }
      }
    }
    List<String> words = new ArrayList<>();
    seen.values().forEach(text -> words.addAll(List.of(text.split("\\s+", -1))));
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < WORDS; w++) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      texts.add(text.toString().strip());
    }
    return texts;
  }
}
