package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Passages and lists for the ranking's tests. */
final class Given {
  static final String MODEL = "m";

  private static final List<String> ENGLISH =
      List.of(
          "the river", "of streams", "and retrieval", "search ranks", "passages are", "with it");
  private static final List<String> PORTUGUESE =
      List.of("os rios", "da busca", "não são", "passagens de", "uma fonte", "para você");

  private Given() {}

  /** A passage whose source is the part of its id before the colon. */
  static Passage passage(String id, String text) {
    return passage(id, null, text, null, null);
  }

  static Passage scored(String id, double score) {
    return passage(id, null, "text of " + id, score, null);
  }

  static Passage at(String id, @Nullable String url, String text) {
    return passage(id, url, text, null, null);
  }

  static Passage passage(
      String id,
      @Nullable String url,
      String text,
      @Nullable Double score,
      @Nullable Vector vector) {
    String source = id.substring(0, id.indexOf(':'));
    Signal signal = score == null ? Signal.RANK : Signal.SCORE;
    return new Passage(id, source, null, url, text, null, Map.of(), signal, score, vector);
  }

  static Passage inLanguage(String id, String language, String text) {
    return new Passage(
        id, id.substring(0, 1), null, null, text, language, Map.of(), Signal.RANK, null, null);
  }

  /** A list of the source of its first passage. */
  static SourceList list(Passage... passages) {
    return list(1, 0, passages);
  }

  static SourceList list(double weight, int priority, Passage... passages) {
    return new SourceList(passages[0].source(), weight, priority, List.of(passages));
  }

  static Pool pool(SourceList... lists) {
    return Pool.of(List.of(lists), new PassageTexts(1_000_000));
  }

  static Vector vector(float... values) {
    return new Vector(MODEL, values);
  }

  /**
   * Lists as life makes them: some sources without scores, shared urls and texts, parts of
   * documents, two languages, emoji, blank texts, ties, weights of 0.
   */
  static List<SourceList> any(Random random, boolean vectors) {
    List<SourceList> lists = new ArrayList<>();
    int sources = random.nextInt(1, 7);
    for (int s = 0; s < sources; s++) {
      List<Passage> passages = new ArrayList<>();
      boolean scores = random.nextBoolean();
      int hits = random.nextInt(14);
      for (int i = 0; i < hits; i++) {
        passages.add(any(random, "s" + s, i, scores, vectors));
      }
      double weight = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 5) / 2.0;
      lists.add(new SourceList("s" + s, weight, random.nextInt(3), passages));
    }
    return lists;
  }

  private static Passage any(Random random, String source, int i, boolean scores, boolean vectors) {
    String chunk = random.nextInt(5) == 0 ? "#" + i : "";
    String url = random.nextInt(3) == 0 ? null : "https://example.com/" + random.nextInt(20);
    List<String> words = random.nextBoolean() ? ENGLISH : PORTUGUESE;
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "😀 漢字 " : "");
    int length = random.nextInt(12);
    for (int w = 0; w < length; w++) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    float[] values = {random.nextInt(3) - 1, random.nextInt(3) - 1, random.nextFloat()};
    return new Passage(
        source + ":" + i + chunk,
        source,
        random.nextBoolean() ? "Streams " + random.nextInt(3) : null,
        url,
        text.toString(),
        random.nextInt(4) == 0 ? "pt-BR" : null,
        random.nextInt(4) == 0 ? Map.of("doi", "10.1000/" + random.nextInt(4)) : Map.of(),
        scores ? Signal.SCORE : Signal.RANK,
        scores ? (double) random.nextInt(5) : null,
        vectors ? new Vector(MODEL, values) : null);
  }
}
