package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | How does a circuit breaker close again?",
        "en | What is reciprocal rank fusion",
        "en | The answer closes when every mandatory source has ended or its wait has passed.",
        "pt | Como funciona a recuperação densa?",
        "pt | Quais são as vantagens da busca híbrida?",
        "pt | O servidor responde quando todas as fontes obrigatórias terminaram.",
        "es | ¿Cómo funciona la recuperación de información?",
        "es | El servidor responde cuando todas las fuentes han terminado.",
        "de | Wie funktioniert die Suche mit Vektoren?",
        "de | Der Server antwortet, wenn alle Quellen geantwortet haben.",
        "fr | Comment fonctionne la recherche d'information ?",
        "fr | Le serveur répond quand toutes les sources ont terminé.",
      })
  void sentence_is_known_by_its_little_words(String language, String text) {
    assertThat(Languages.guess(text)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "SELECT 42", "Qdrant Lucene HNSW", "東京の天気は", "no", "a 1 2 3"})
  void text_that_does_not_tell_gets_no_guess(String text) {
    assertThat(Languages.guess(text)).isEmpty();
  }

  @Test
  void long_text_is_judged_by_its_beginning() {
    assertThat(Languages.guess("the end of the line ".repeat(100) + "não é uma ".repeat(10_000)))
        .contains("en");
  }
}
