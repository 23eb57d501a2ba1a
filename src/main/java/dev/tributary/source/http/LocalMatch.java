package dev.tributary.source.http;

import dev.tributary.passage.Passage;
import dev.tributary.text.Analyzers;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the hits have to do with the question, for an API that cannot be asked one, such as a
 * feed: those that share a word with it, the most words first.
 */
final class LocalMatch {
  private record Matching(Passage passage, int shared) {}

  private LocalMatch() {}

  /** The matching passages, at most {@code limit}; among equals the order stays. */
  static List<Passage> of(String question, List<Passage> passages, int limit) {
    @Nullable String language = Languages.guess(question).orElse(null);
    String words = language == null ? question : StopWords.keywords(question, language);
    return passages.stream()
        .map(p -> new Matching(p, shared(words, p)))
        .filter(m -> m.shared > 0)
        .sorted(Comparator.comparingInt(Matching::shared).reversed())
        .limit(limit)
        .map(Matching::passage)
        .toList();
  }

  private static int shared(String words, Passage passage) {
    String text =
        passage.title() == null ? passage.text() : passage.title() + "\n" + passage.text();
    @Nullable String language =
        passage.language() == null ? Languages.guess(text).orElse(null) : passage.language();
    Set<String> wanted = new HashSet<>(Analyzers.terms(words, language));
    wanted.retainAll(new HashSet<>(Analyzers.terms(text, language)));
    return wanted.size();
  }
}
