package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.find;
import static dev.tributary.source.lucene.LuceneFixture.question;
import static dev.tributary.source.lucene.LuceneFixture.search;
import static dev.tributary.source.lucene.LuceneFixture.settings;
import static dev.tributary.source.lucene.LuceneFixture.whole;
import static dev.tributary.source.lucene.LuceneFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.source.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each document is searched with the analyser of its own language. */
class LanguageTest {
  private final LuceneFixture lucene = new LuceneFixture();

  @AfterEach
  void close() {
    lucene.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recuperação",
        "recuperacao",
        "RECUPERAÇÕES",
        "recuperacoes",
        "Recuperac\u0327ões"
      })
  void portuguese_is_found_with_and_without_accents_in_both_numbers(String question) {
    LuceneSource source = lucene.inMemory(null);
    write(
        source,
        whole(document("denso", "A recuperação densa compara vetores para encontrar os textos.")),
        whole(document("other", "O disjuntor abre quando as chamadas falham.")));
    assertThat(find(source, question)).containsExactly("denso");
  }

  @Test
  void languages_of_one_index_are_each_stemmed_in_their_own_way() {
    LuceneSource source = lucene.inMemory(null);
    write(
        source,
        whole(document("en", "The breaker was opened by the failing calls.")),
        whole(document("pt", "O disjuntor não abre para as chamadas que não falharam.")),
        whole(document("de", "Die Häuser sind nicht mit den Brücken verbunden.")),
        whole(document("zh", "我购买了道具和服装")));
    assertThat(find(source, "breakers open")).containsExactly("en");
    assertThat(find(source, "disjuntores")).containsExactly("pt");
    assertThat(find(source, "haus brücke")).containsExactly("de");
    assertThat(find(source, "服装")).containsExactly("zh");
    assertThat(search(source, question("disjuntores")).passages())
        .extracting(Passage::language)
        .containsExactly("pt");
  }

  @Test
  void little_words_of_a_question_do_not_pull_in_other_languages() {
    LuceneSource source = lucene.inMemory(null);
    write(
        source,
        whole(document("en", "The states of de facto rule and the law of the land, para 3")),
        whole(document("en2", "This is the law of the land and of the sea")),
        whole(document("pt", "O disjuntor não abre para as chamadas que não falharam.")),
        whole(document("pt2", "O limitador não é uma fila para as chamadas.")));
    assertThat(find(source, "Para que serve um disjuntor de chamadas?"))
        .containsExactly("pt", "pt2");
  }

  @Test
  void language_is_the_source_s_else_the_document_s_else_its_field_s_else_a_guess() {
    Document said = new Document("said", null, null, "kettle", "pt-BR", Map.of("lang", "de"));
    Document field = document("field", "kettle", Map.of("lang", "DE"));
    Document guessed = document("guessed", "the kettle is on the table");
    Document unknown = document("unknown", "kettle");
    LuceneSource own = lucene.inMemory(null);
    LuceneSource fixed = lucene.source(settings(null, "fr", null, 1_200));
    for (LuceneSource source : List.of(own, fixed)) {
      write(source, whole(said), whole(field), whole(guessed), whole(unknown));
    }
    assertThat(search(own, question("kettle")).passages())
        .extracting(p -> p.id() + " " + p.language())
        .containsExactlyInAnyOrder(
            "contract:said pt",
            "contract:field de",
            "contract:guessed en",
            "contract:unknown null");
    assertThat(search(fixed, question("kettle")).passages())
        .hasSize(4)
        .allMatch(p -> "fr".equals(p.language()));
  }
}
