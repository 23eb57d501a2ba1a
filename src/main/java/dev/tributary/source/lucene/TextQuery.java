package dev.tributary.source.lucene;

import dev.tributary.text.Analyzers;
import dev.tributary.text.Languages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A question as a query for any of its terms, analysed once for each language that the index holds.
 *
 * <p>The stop words of the question's own language are left out for all: among documents of another
 * language they are rare, and {@code de} would outweigh what was asked for (measured on a mixed
 * index of English and Portuguese: nDCG@10 of the Portuguese questions .61 with them, .84 without).
 *
 * <p>It is built from terms: there is no syntax that a question could break or misuse. Of a long
 * question the {@value #MAX_TERMS} rarest terms of a language are searched, since the frequent ones
 * cost most and tell least.
 */
final class TextQuery {
  static final int MAX_TERMS = 100;

  private TextQuery() {}

  static Query of(String question, IndexReader index) throws IOException {
    String telling =
        Languages.guess(question)
            .map(language -> Analyzers.withoutStopWords(question, language))
            .orElse(question);
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String field : FieldInfos.getIndexedFields(index)) {
      if (PassageFields.isText(field)) {
        for (Map.Entry<Term, Integer> term : terms(telling, field, index)) {
          Query one = new TermQuery(term.getKey());
          int times = term.getValue();
          any.add(times == 1 ? one : new BoostQuery(one, times), Occur.SHOULD);
        }
      }
    }
    return any.build();
  }

  private static List<Map.Entry<Term, Integer>> terms(
      String question, String field, IndexReader index) throws IOException {
    Map<Term, Integer> counts = new LinkedHashMap<>();
    for (String term : Analyzers.terms(question, PassageFields.languageOf(field))) {
      counts.merge(new Term(field, term), 1, Integer::sum);
    }
    List<Map.Entry<Term, Integer>> all = new ArrayList<>(counts.entrySet());
    return all.size() <= MAX_TERMS ? all : rarest(all, index);
  }

  private static List<Map.Entry<Term, Integer>> rarest(
      List<Map.Entry<Term, Integer>> terms, IndexReader index) throws IOException {
    Map<Term, Integer> frequency = new LinkedHashMap<>();
    for (Map.Entry<Term, Integer> term : terms) {
      int documents = index.docFreq(term.getKey());
      if (documents > 0) {
        frequency.put(term.getKey(), documents);
      }
    }
    return terms.stream()
        .filter(term -> frequency.containsKey(term.getKey()))
        .sorted(Comparator.comparingInt(term -> frequency.get(term.getKey())))
        .limit(MAX_TERMS)
        .toList();
  }
}
