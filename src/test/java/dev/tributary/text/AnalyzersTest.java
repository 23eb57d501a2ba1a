package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzersTest {
  @ParameterizedTest
  @CsvSource({
    "pt, recuperacao, recuperação",
    "pt, recuperação, recuperações",
    "pt, recuperacoes, recuperação",
    "pt, opção, opcoes",
    "pt, lençol, lencois",
    "pt, informática, informaticas",
    "es, recuperacion, recuperación",
    "es, recuperación, recuperaciones",
    "es, ano, año",
    "fr, recuperation, récupération",
    "fr, élève, eleves",
    "de, haus, häuser",
    "de, strasse, Straße",
    "en, cafe, café",
    "en, café, cafe\u0301",
    "en, breaker, Breakers",
    "en, Tributary, tributary's",
    "fr, arbre, l'arbre",
    "fr, arbre, l’arbre",
  })
  void forms_of_one_word_are_one_term(String language, String one, String other) {
    assertThat(Analyzers.terms(one, language))
        .hasSize(1)
        .isEqualTo(Analyzers.terms(other, language));
  }

  @ParameterizedTest
  @CsvSource({
    "pt, universidade, universo",
    "pt, partido, parte",
    "en, breaker, break",
    "pt, dois, dor",
  })
  void unrelated_words_stay_apart(String language, String one, String other) {
    assertThat(Analyzers.terms(one, language)).isNotEqualTo(Analyzers.terms(other, language));
  }

  @Test
  void stop_words_are_left_out_in_a_known_language_only() {
    assertThat(Analyzers.terms("the cat and the hat", "en")).containsExactly("cat", "hat");
    assertThat(Analyzers.terms("não é para o gato", "pt")).containsExactly("gato");
    assertThat(Analyzers.terms("nao e para o gato", "pt")).containsExactly("gato");
    assertThat(Analyzers.terms("The Cat", null)).containsExactly("the", "cat");
  }

  @Test
  void stop_words_of_one_language_can_be_taken_out_before_another_s_analyser() {
    assertThat(Analyzers.withoutStopWords("O que é a recuperação de textos?", "pt"))
        .isEqualTo("recuperacao textos");
    assertThat(Analyzers.withoutStopWords("O que é?", "pt")).isEmpty();
    assertThat(Analyzers.withoutStopWords("Tak, co to je?", "cs")).isEqualTo("Tak, co to je?");
  }

  @Test
  void unknown_language_is_cut_by_unicode_and_folded() {
    assertThat(Analyzers.terms("Čeština ÄRGER ﬁne", "cs"))
        .containsExactly("cestina", "arger", "fine");
    assertThat(Analyzers.terms("我购买了道具", null)).hasSizeGreaterThan(1);
    assertThat(Analyzers.terms("ภาษาไทย", null)).hasSizeGreaterThan(1);
  }

  @Test
  void region_and_case_of_a_language_code_do_not_matter() {
    assertThat(Analyzers.of("pt-BR")).isSameAs(Analyzers.of("PT")).isSameAs(Analyzers.of("pt"));
  }

  @Test
  void visitor_sees_what_the_list_holds() {
    String text = "Reciprocal rank fusion of the lists, fused: lists";
    List<String> seen = new ArrayList<>();
    Analyzers.forEachTerm(text, "en", (buffer, length) -> seen.add(new String(buffer, 0, length)));
    assertThat(seen).isEqualTo(Analyzers.terms(text, "en")).contains("fusion", "fuse", "list");
  }

  @Test
  void any_text_can_be_cut() {
    assertThat(Analyzers.terms("", "en")).isEmpty();
    assertThat(Analyzers.terms("AND OR NOT ( [ \" * ? ~ ^ \\ \uD800", "en")).isNotNull();
    assertThat(Analyzers.terms("x".repeat(100_000), "pt")).isNotEmpty();
  }

  @Test
  void many_threads_share_an_analyser() throws Exception {
    List<String> alone = Analyzers.terms("as recuperações de informação", "pt");
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> Analyzers.terms("as recuperações de informação", "pt")));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }
}
