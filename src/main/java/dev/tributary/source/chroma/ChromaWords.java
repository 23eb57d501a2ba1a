package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.source.http.JsonApi;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A question as Chroma's {@code where_document}: texts that hold one of its words. Chroma tells
 * whether a text holds a string, letter by letter, and ranks nothing; so each word is looked for as
 * it stands, in small letters and with a capital, and texts with more of the words come first.
 */
final class ChromaWords {
  /** The longest words of a question; the others add more clauses than they find. */
  private static final int MAX_WORDS = 12;

  private final List<String> words;

  ChromaWords(Question question) {
    String text = question.text();
    String telling = StopWords.without(text, Languages.guess(text).orElse("en"));
    words =
        Arrays.stream(telling.split("\\s+", -1))
            .filter(word -> !word.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .limit(MAX_WORDS)
            .toList();
  }

  ObjectNode whereDocument() {
    Set<String> forms = new LinkedHashSet<>();
    for (String word : words) {
      String small = word.toLowerCase(Locale.ROOT);
      int first = small.offsetByCodePoints(0, 1);
      forms.add(word);
      forms.add(small);
      forms.add(small.substring(0, first).toUpperCase(Locale.ROOT) + small.substring(first));
    }
    ObjectNode where = JsonApi.mapper().createObjectNode();
    if (forms.size() == 1) {
      return where.put("$contains", forms.iterator().next());
    }
    ArrayNode any = where.putArray("$or");
    forms.forEach(form -> any.addObject().put("$contains", form));
    return where;
  }

  /** Texts with more of the words first. */
  List<Passage> ranked(List<Passage> passages, int limit) {
    return passages.stream()
        .sorted(Comparator.comparingLong(this::held).reversed().thenComparing(Passage::id))
        .limit(limit)
        .toList();
  }

  private long held(Passage passage) {
    String text = passage.text().toLowerCase(Locale.ROOT);
    return words.stream().filter(word -> text.contains(word.toLowerCase(Locale.ROOT))).count();
  }
}
