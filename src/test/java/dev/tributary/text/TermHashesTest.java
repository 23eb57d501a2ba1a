package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermHashesTest {
  private static final List<String> PIECES =
      List.of(
          "The",
          "running",
          "streams",
          "it's",
          "l'eau",
          "d’un",
          "não",
          "decisões",
          "Größe",
          "U.S.A.",
          "3,000.5",
          "1.5e-3",
          "foo_bar",
          "_",
          "__x",
          "a:b",
          "co-operate",
          "x'",
          "'quoted'",
          "β-cell",
          "naïve",
          "e.g.",
          "...",
          "1,a",
          "a,1",
          "1.a",
          "a.1",
          "don't",
          "O'Neill's",
          "Москва",
          "日本語",
          "cafe\u0301",
          "©",
          "½",
          "x²",
          "www.example.com/a?b=c",
          "me@example.org",
          "\u00ad",
          "\t",
          "\u202f",
          "a\u00b7b",
          "🙂",
          "5'",
          "'",
          "2'3",
          "y".repeat(300));

  @Test
  void they_are_the_hashes_of_the_analysers_terms() {
    Random random = new Random(7);
    for (int round = 0; round < 4_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) == 0 ? "" : random.nextInt(4) == 0 ? ". " : " ");
      }
      String language = Languages.KNOWN.get(random.nextInt(Languages.KNOWN.size()));
      assertSame(text.toString(), language);
    }
  }

  @Test
  void every_character_ends_joins_or_makes_a_word_as_in_lucene() {
    for (int c = 1; c <= Character.MAX_VALUE; c++) {
      // The others go through Lucene.
      if (WordBreak.of((char) c) != WordBreak.STRANGE) {
        String x = String.valueOf((char) c);
        assertSame(
            String.join(
                " ",
                x,
                "a" + x,
                x + "a",
                "1" + x,
                x + "1",
                "ab" + x + "cd",
                "12" + x + "34",
                "ab" + x + "34",
                "12" + x + "cd",
                "ab" + x + x + "cd",
                "ab_" + x + "cd",
                "ab." + x,
                x + ".cd",
                "12," + x,
                "_" + x + "_"),
            "en");
      }
    }
  }

  @Test
  void a_language_without_a_stemmer_goes_through_its_analyser() {
    assertSame("The rivers of ภาษาไทย and 日本語", null);
    assertSame("De rivieren stromen", "nl");
    assertSame("As decisões", "pt-BR");
  }

  @Test
  void many_threads_that_remember_other_words_never_mix_them_up() {
    // More words than are remembered, so that places are taken over all the time.
    IntStream.range(0, 4)
        .parallel()
        .forEach(
            thread -> {
              Random random = new Random(thread);
              for (int round = 0; round < 2_000; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 40; i++) {
                  text.append("w").append(random.nextInt(200_000)).append("ing ");
                }
                assertSame(text.toString(), "en");
              }
            });
  }

  private static void assertSame(String text, @Nullable String language) {
    List<Long> fast = Arrays.stream(TermHashes.of(text, language).terms()).boxed().toList();
    List<Long> slow = new ArrayList<>();
    Analyzers.forEachTerm(
        text, language, (term, length) -> slow.add(TermHashes.hash(term, 0, length)));
    assertThat(fast).as("%s: %s", language, text).isEqualTo(slow);
  }
}
