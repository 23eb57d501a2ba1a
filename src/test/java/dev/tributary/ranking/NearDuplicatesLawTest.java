package dev.tributary.ranking;

import static dev.tributary.ranking.Given.passage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.text.PlainWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any passages, made up at random. */
class NearDuplicatesLawTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void the_merged_pool_is_equal_whatever_the_order_of_arrival(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      List<SourceList> lists = copies(random, 6, 12);
      PassageTexts texts = new PassageTexts(1_000_000);
      Pool merged = Pool.of(lists, texts).withoutNearDuplicates();
      assertThat(merged.candidates()).hasSizeLessThan(72);
      for (int p = 0; p < 4; p++) {
        List<SourceList> shuffled = new ArrayList<>(lists);
        Collections.shuffle(shuffled, random);
        Pool other = Pool.of(shuffled, new PassageTexts(1_000_000)).withoutNearDuplicates();
        assertThat(answer(other)).isEqualTo(answer(merged));
      }
      for (Candidate candidate : merged.candidates()) {
        assertThat(candidate.sources()).doesNotHaveDuplicates();
        assertThat(candidate.copies()).hasSameSizeAs(candidate.sources());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_word_of_the_pool_is_still_there_after_merging(long seed) {
    Random random = new Random(seed);
    Pool pool = Pool.of(copies(random, 6, 12), new PassageTexts(1_000_000));
    Pool merged = pool.withoutNearDuplicates();
    for (Candidate before : pool.candidates()) {
      long[] said = PlainWords.hashes(before.passage().text());
      assertThat(merged.candidates())
          .anyMatch(c -> NearDuplicates.find(said, PlainWords.hashes(c.passage().text())) >= 0);
    }
    assertThat(merged.withoutNearDuplicates()).isEqualTo(merged);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 400, 1_600})
  void comparisons_grow_with_the_pool_not_with_its_square(int n) {
    List<Candidate> template = new ArrayList<>();
    List<Candidate> equal = new ArrayList<>();
    String text = words(new Random(3), 150);
    for (int i = 0; i < n; i++) {
      template.add(candidate("a:" + i, text + " costs " + i + " euros " + text));
      equal.add(candidate("a:" + i, text + " .".repeat(i % 50)));
    }
    int most = n * (MinHash.BANDS + 1);
    assertThat(NearDuplicates.merged(template)).as("all say something else").hasSize(n);
    assertThat(NearDuplicates.comparisons(template)).isLessThanOrEqualTo(most);
    assertThat(NearDuplicates.merged(equal)).hasSize(1);
    assertThat(NearDuplicates.comparisons(equal)).isEqualTo(n - 1);
  }

  @Test
  void copies_with_four_fifths_of_the_words_are_found() {
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      int length = random.nextInt(60, 400);
      String text = words(random, length);
      String cut = text.substring(0, text.indexOf(' ', (int) (text.length() * .82))) + "...";
      List<Candidate> pair = List.of(candidate("a:1", text), candidate("b:1", cut));
      found += 2 - NearDuplicates.merged(pair).size();
    }
    assertThat(found).isGreaterThan(985);
  }

  @Test
  void a_run_of_words_is_found_wherever_it_stands() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      long[] in = random.longs(random.nextInt(1, 30), 0, 3).toArray();
      int from = random.nextInt(in.length);
      int to = random.nextInt(from, in.length) + 1;
      long[] part = Arrays.copyOfRange(in, from, to);
      assertThat(NearDuplicates.find(part, in)).isBetween(0, from);
      long[] other = random.longs(random.nextInt(1, 6), 0, 3).toArray();
      // Each number is one character, so that a place among them is a place in the text.
      String all = Arrays.toString(in).replaceAll("\\D", "");
      String run = Arrays.toString(other).replaceAll("\\D", "");
      assertThat(NearDuplicates.find(other, in)).isEqualTo(all.indexOf(run));
    }
  }

  /** Texts that repeat each other whole, cut, with a head or tail, with another word. */
  private static List<SourceList> copies(Random random, int sources, int hits) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      texts.add(words(random, random.nextInt(25, 120)));
    }
    List<SourceList> lists = new ArrayList<>();
    for (int s = 0; s < sources; s++) {
      List<Passage> passages = new ArrayList<>();
      for (int i = 0; i < hits; i++) {
        String text = texts.get(random.nextInt(texts.size()));
        passages.add(
            passage(
                "s" + s + ":" + i,
                switch (random.nextInt(5)) {
                  case 0 -> text.substring(0, text.lastIndexOf(' ')) + " …";
                  case 1 -> text + ". And more of " + random.nextInt(3);
                  case 2 -> text.replaceFirst(" \\S+ ", " else" + random.nextInt(3) + " ");
                  case 3 -> "Home: " + text + "!";
                  default -> text;
                }));
      }
      lists.add(new SourceList("s" + s, 1, random.nextInt(2), passages));
    }
    return lists;
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append("word").append(random.nextInt(5_000));
    }
    return text.toString();
  }

  private static Candidate candidate(String id, String text) {
    SourceList list = Given.list(passage(id, text));
    return Candidate.of(list.copies(new PassageTexts(1_000_000)));
  }

  private static Ranked answer(Pool pool) {
    return Scored.ranked(Fusion.rrf(60).score(pool), 1_000, 0, null, null);
  }
}
