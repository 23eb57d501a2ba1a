package dev.tributary.ranking;

import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.pool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearDuplicatesTest {
  private static final String TEXT =
      "A limiter has a number of permits, and whoever finds none waits in a queue of bounded"
          + " length. The queue is first in, first out; a waiter that is cancelled leaves it at"
          + " once, and the permit goes to the next one. Since version 2.1 the queue is shared.";

  @Test
  void copies_that_differ_in_markup_alone_are_one_with_all_provenance() {
    String decorated = "**" + TEXT.replace(", ", " , ").replace("first in", "_FIRST in_") + "**";
    Pool pool =
        pool(
            list(passage("a:1", TEXT), passage("a:2", "something else")),
            list(passage("b:0", "another thing"), passage("b:1", decorated)));
    assertThat(ids(pool)).containsExactly("a:1", "a:2", "b:0", "b:1");
    Pool merged = pool.withoutNearDuplicates();
    assertThat(ids(merged)).containsExactly("a:2", "b:0", "b:1");
    Candidate both = merged.candidates().getLast();
    assertThat(both.nearDuplicates()).containsExactly("a:1");
    assertThat(both.sources()).containsExactly("b", "a");
    assertThat(both.copies()).extracting(Candidate.Copy::rank).containsExactly(1, 2);
    assertThat(both.rank()).isEqualTo(1);
  }

  @Test
  void one_source_contributes_once_however_often_it_repeats_itself() {
    Pool merged =
        pool(
                list(passage("a:1", TEXT + " More."), passage("a:2", TEXT)),
                list(passage("b:1", "first"), passage("b:2", TEXT + "!")))
            .withoutNearDuplicates();
    Candidate one = merged.candidates().getFirst();
    assertThat(one.passage().id()).isEqualTo("a:1");
    assertThat(one.nearDuplicates()).containsExactly("b:2", "a:2");
    assertThat(one.copies()).extracting(c -> c.passage().id()).containsExactly("a:1", "b:2");
  }

  @Test
  void a_cut_copy_goes_into_the_whole_one_and_nothing_that_was_said_is_lost() {
    String cut = TEXT.substring(0, TEXT.lastIndexOf(" Since")).strip() + "…";
    assertThat(left(TEXT, cut)).containsExactly(TEXT);
    assertThat(left(cut, TEXT + " Read more.")).hasSize(1);
    assertThat(left(TEXT, "Guard » Limiter: " + TEXT)).hasSize(1);
    assertThat(left(TEXT, "Limiter\n" + TEXT + "\n[Edit this page]")).hasSize(1);
  }

  @Test
  void what_stands_in_a_sentence_that_says_more_is_not_the_same() {
    assertThat(left("It is not true that " + TEXT, TEXT)).hasSize(2);
    String claim = TEXT + " Nobody else may use it";
    assertThat(left(claim + " at night.", claim + ".")).hasSize(2);
    assertThat(left(claim + " at night.", claim + "…")).hasSize(1);
  }

  @Test
  void much_less_than_the_whole_is_a_passage_of_its_own() {
    assertThat(left(TEXT, TEXT.substring(0, TEXT.length() / 2))).hasSize(2);
  }

  @Test
  void a_copy_that_is_preferred_but_says_less_does_not_swallow_one_that_says_more() {
    SourceList preferred = list(1, 5, passage("a:1", TEXT));
    SourceList longer = list(1, 0, passage("b:1", TEXT + " But not any more."));
    assertThat(ids(pool(preferred, longer).withoutNearDuplicates())).hasSize(2);
    SourceList same = list(1, 0, passage("c:1", TEXT + " ***"));
    assertThat(ids(pool(preferred, same).withoutNearDuplicates())).containsExactly("a:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version 2.1            | version 2.2",
        "version 2.1            | version 21",
        "is shared              | is not shared",
        "is shared              | is private",
        "first out;             | last out;",
        "finds none             | finds one",
        "leaves it at once      | leaves it",
        "bounded                | unbounded",
        "a number of permits    | a number of 32 permits",
        "The queue is first in, first out; a waiter | A waiter",
        "A limiter has          | No limiter has",
      })
  void passages_that_say_different_things_stay_apart(String said, String otherwise) {
    assertThat(TEXT).contains(said);
    assertThat(left(TEXT, TEXT.replace(said, otherwise))).hasSize(2);
  }

  @Test
  void sentences_that_differ_keep_long_passages_apart() {
    String many = (TEXT + " ").repeat(12);
    String tail = many + "It is safe to remove the file.";
    assertThat(left(tail, many + "It is never safe to remove the file.")).hasSize(2);
    String head = "Valid until 2024. " + many;
    assertThat(left(head, "Valid until 2025. " + many)).hasSize(2);
  }

  @Test
  void no_chain_leads_from_one_to_another_that_says_something_else() {
    List<String> left = left(TEXT + " It costs 5 euros.", TEXT, TEXT + " It costs 9 euros.");
    assertThat(left).containsExactly(TEXT + " It costs 5 euros.", TEXT + " It costs 9 euros.");
  }

  @Test
  void titles_that_name_other_versions_keep_equal_texts_apart() {
    assertThat(titled("Guide 2.1", "Guide 2.2")).hasSize(2);
    assertThat(titled("Guide", "guide | Example")).hasSize(1);
    assertThat(titled("Limiter", null)).hasSize(1);
    assertThat(titled(null, "A limiter")).as("stands in the text").hasSize(1);
  }

  @Test
  void a_short_text_is_left_to_its_content() {
    assertThat(left("Yes, of course.", "Yes of course", "Yes of course, always")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O prazo de entrega da declaração termina em 31 de maio de 2024 e a multa mínima é de"
            + " 165,74 reais para quem a entrega depois | 2024 | 2025",
        "Der Grenzwert für Stickstoffdioxid beträgt im Jahresmittel 40 Mikrogramm je Kubikmeter"
            + " Luft und darf an keiner Station des Landes überschritten werden | keiner | jeder",
        "Срок подачи заявления составляет тридцать дней со дня получения решения суда первой"
            + " инстанции и может быть продлён судьёй по просьбе стороны один раз | тридцать |"
            + " двадцать",
        "لا يجوز استعمال هذا الدواء مع الكحول ولا يعطى للأطفال دون سن الثانية عشرة إلا بعد استشارة"
            + " الطبيب المختص في مركز معتمد من الوزارة | لا يجوز | يجوز",
        "长江是亚洲第一长河和世界第三长河，全长约六千三百公里，发源于青藏高原唐古拉山脉，最终注入东海 | 第三 | 第二",
        "東京都の人口は千四百万人で、日本の首都であり、世界最大の都市圏の一つである。面積は広い | 最大 | 最小",
      })
  void every_language_is_read_by_the_same_rule(String text, String said, String otherwise) {
    assertThat(text).contains(said);
    assertThat(left(text, text.replace(said, otherwise))).hasSize(2);
    assertThat(left(text, "« " + text + " . »")).hasSize(1);
  }

  private static List<String> titled(@Nullable String one, @Nullable String other) {
    // Not equal, so that the content is not the same already.
    return texts(
        pool(list(titled("a:1", one, TEXT)), list(titled("b:1", other, TEXT + " -")))
            .withoutNearDuplicates());
  }

  private static Passage titled(String id, @Nullable String title, String text) {
    return new Passage(
        id, id.substring(0, 1), title, null, text, null, Map.of(), Signal.RANK, null, null);
  }

  private static List<String> left(String... texts) {
    List<SourceList> lists = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      lists.add(list(passage("s" + i + ":1", texts[i])));
    }
    return texts(pool(lists.toArray(SourceList[]::new)).withoutNearDuplicates());
  }

  private static List<String> texts(Pool pool) {
    return pool.candidates().stream().map(c -> c.passage().text()).toList();
  }

  private static List<String> ids(Pool pool) {
    return pool.candidates().stream().map(c -> c.passage().id()).toList();
  }
}
