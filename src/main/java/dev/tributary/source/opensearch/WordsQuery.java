package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.lang.Character.UnicodeScript;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question as a query for any of its words, analysed by the index. There is no syntax in it that
 * a question could break or misuse.
 *
 * <p>Of a long question only the first words that tell something are searched: both products refuse
 * a query of more than 1,024 terms, and the terms of each field count.
 */
final class WordsQuery {
  /** Even where every character is a word of its own, this is searched whole. */
  private static final int SHORT = 200;

  private static final int MAX_TERMS = 200;

  private WordsQuery() {}

  static JsonNode of(String question, List<String> fields, @Nullable JsonNode filter) {
    ObjectNode match = Queries.object();
    match.put("query", telling(question));
    match.set("fields", Queries.strings(fields));
    match.put("type", "most_fields");
    ObjectNode words = Queries.object().set("multi_match", match);
    if (filter == null) {
      return words;
    }
    ObjectNode both = Queries.object();
    both.putArray("must").add(words);
    both.putArray("filter").add(filter);
    return Queries.object().set("bool", both);
  }

  private static String telling(String question) {
    if (question.length() <= SHORT) {
      return question;
    }
    String language = Languages.guess(question).orElse("");
    String kept = StopWords.without(question, language);
    // Where nothing else was left they are all there, with whatever stands between them.
    String between = kept.equals(question) ? "[^\\p{L}\\p{M}\\p{N}]+" : "\\s+";
    Set<String> words = new LinkedHashSet<>();
    long terms = 0;
    for (String word : kept.split(between, -1)) {
      if (words.add(word)) {
        terms += Math.max(1, word.codePoints().filter(WordsQuery::isWord).count());
      }
      if (terms >= MAX_TERMS) {
        break;
      }
    }
    return String.join(" ", words);
  }

  /** Whether a character is a word of its own to the analysers of both products. */
  private static boolean isWord(int character) {
    return Character.isIdeographic(character)
        || UnicodeScript.of(character) == UnicodeScript.HIRAGANA;
  }
}
