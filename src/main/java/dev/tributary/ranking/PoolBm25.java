package dev.tributary.ranking;

import dev.tributary.passage.Question;
import dev.tributary.ranking.PassageText.Analysed;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Okapi BM25 over title and text, the pool being the collection.
 *
 * <p>For each term of the question {@code idf × tf / (tf + k1 × (1 − b + b × length / average))},
 * with {@code idf = ln(1 + (n − df + 0.5) / (df + 0.5))}; a term that the question holds twice
 * counts twice. The question loses the stop words of its own language, is analysed once for each
 * language in the pool, and a passage is matched by the question in the passage's language. (To an
 * English analyser a Portuguese "qual" is a rare word: leaving the stop words in costs .055 nDCG@10
 * over 29 sources in two languages.) A passage whose language cannot be told is read as the
 * question is.
 *
 * <p>{@code n}, {@code df} and the average length are of the whole pool, not of each language in
 * it. The scores of all languages are compared in the end, so they must mean the same: by
 * statistics of its own, the one Portuguese passage among 200 English ones has no rare word (n = 1,
 * df = 1) and loses to English passages that share a particle with a Portuguese question. Over the
 * whole pool its words are as rare as they are, and a name that is one term in both languages
 * counts in both.
 *
 * <p>Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009;
 * the idf and the form without the factor (k1 + 1) are Lucene's.
 */
final class PoolBm25 {
  static final double K1 = 0.9;
  static final double B = 0.4;

  private final Map<String, Asked> questions = new HashMap<>();
  private final List<Analysed> texts;
  private final double averageLength;
  private final int terms;

  /** The question in one language: its terms, and the place of each among all terms. */
  @SuppressWarnings("ArrayRecordComponent") // private to the scoring
  private record Asked(TermCounts terms, int[] places) {}

  private PoolBm25(Question question, List<PassageText> passages) {
    String spoken = Languages.guess(question.text()).orElse(PassageText.OTHER);
    String words = StopWords.without(question.text(), spoken);
    Map<Long, Integer> places = new HashMap<>();
    texts = new ArrayList<>(passages.size());
    long length = 0;
    for (PassageText passage : passages) {
      Analysed text = passage.analysed(spoken);
      texts.add(text);
      length += text.terms().length();
      questions.computeIfAbsent(text.language(), language -> asked(words, language, places));
    }
    terms = places.size();
    averageLength = Math.max(1, (double) length / Math.max(1, texts.size()));
  }

  /** The score of each text for a question, 0 and up, in the order of the texts. */
  static double[] scores(Question question, List<PassageText> texts) {
    return new PoolBm25(question, texts).scores();
  }

  private double[] scores() {
    int n = texts.size();
    int[] documentFrequency = new int[terms];
    int[][] found = new int[n][];
    for (int i = 0; i < n; i++) {
      Analysed text = texts.get(i);
      Asked asked = askedOf(text);
      found[i] = new int[asked.places.length];
      for (int t = 0; t < asked.places.length; t++) {
        found[i][t] = text.terms().count(asked.terms.terms()[t]);
        documentFrequency[asked.places[t]] += found[i][t] > 0 ? 1 : 0;
      }
    }
    double[] idf = new double[terms];
    for (int t = 0; t < terms; t++) {
      idf[t] = Math.log(1 + (n - documentFrequency[t] + 0.5) / (documentFrequency[t] + 0.5));
    }
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = score(texts.get(i), found[i], idf);
    }
    return scores;
  }

  private double score(Analysed text, int[] frequencies, double[] idf) {
    Asked asked = askedOf(text);
    double norm = K1 * (1 - B + B * text.terms().length() / averageLength);
    double score = 0;
    for (int t = 0; t < frequencies.length; t++) {
      if (frequencies[t] > 0) {
        double saturated = frequencies[t] / (frequencies[t] + norm);
        score += asked.terms.counts()[t] * idf[asked.places[t]] * saturated;
      }
    }
    return score;
  }

  private Asked askedOf(Analysed text) {
    return Objects.requireNonNull(questions.get(text.language()));
  }

  private static Asked asked(String question, String language, Map<Long, Integer> places) {
    TermCounts terms = TermCounts.of(question, language);
    int[] own = new int[terms.terms().length];
    for (int t = 0; t < own.length; t++) {
      Integer next = places.size();
      Integer known = places.putIfAbsent(terms.terms()[t], next);
      own[t] = known == null ? next : known;
    }
    return new Asked(terms, own);
  }
}
