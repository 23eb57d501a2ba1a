package dev.tributary.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.passage.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  private final Splitter splitter = new Splitter(200);

  @Test
  void short_text_is_one_chunk_under_its_title() {
    assertThat(splitter.split("Rivers", "A river runs.")).containsExactly("Rivers\nA river runs.");
    assertThat(splitter.split(null, "A river runs.")).containsExactly("A river runs.");
  }

  @Test
  void every_chunk_stands_under_title_and_headings() {
    List<String> chunks =
        splitter.split(
            "Guide",
            """
            # Guide
            Intro.

            ## Install
            ### Linux ##
            Use the package.

            ### Windows
            Use the installer.
            ## Run
            Start it.
            """);

    assertThat(chunks)
        .containsExactly(
            "Guide\nIntro.",
            "Guide\nInstall\nLinux\nUse the package.",
            "Guide\nInstall\nWindows\nUse the installer.",
            "Guide\nRun\nStart it.");
  }

  @Test
  void long_section_is_cut_at_paragraphs_and_keeps_its_headings() {
    String paragraph = "A sentence of some words. ".repeat(4).strip();
    List<String> chunks =
        splitter.split("T", "# H\n" + paragraph + "\n\n" + paragraph + "\n\n" + paragraph);

    assertThat(chunks)
        .containsExactly("T\nH\n" + paragraph, "T\nH\n" + paragraph, "T\nH\n" + paragraph);
  }

  @Test
  void heading_marks_in_code_are_code() {
    assertThat(splitter.split("T", "```sh\n# comment\nrun\n```"))
        .containsExactly("T\n```sh\n# comment\nrun\n```");
  }

  @Test
  void heading_without_text_is_a_chunk_of_its_own() {
    assertThat(splitter.split("T", "# A\n# B\ntext")).containsExactly("T\nA", "T\nB\ntext");
  }

  @Test
  void document_without_text_is_its_title() {
    assertThat(splitter.split("Only a title", " \n")).containsExactly("Only a title");
    assertThat(splitter.split(null, "")).containsExactly("");
  }

  @Test
  void sentences_of_any_script_are_cut_at_their_ends() {
    String japanese = "川は海へ流れる。".repeat(40);
    assertThat(splitter.split(null, japanese)).allMatch(chunk -> chunk.endsWith("。"));
  }

  @Test
  @Timeout(30)
  void long_rows_of_blanks_are_read_once() {
    String text = "one" + " ".repeat(500_000) + "two\n" + "\t".repeat(500_000) + "three";
    List<String> chunks = new Splitter(100).split(null, text);
    assertThat(String.join(" ", chunks).strip().split("\\s+", -1))
        .containsExactly("one", "two", "three");
  }

  @Test
  void surrogate_pairs_are_never_split() {
    List<String> chunks = new Splitter(101).split(null, "🌊".repeat(1000));

    assertThat(String.join("", chunks)).isEqualTo("🌊".repeat(1000));
    assertThat(chunks).allMatch(chunk -> chunk.codePoints().allMatch(c -> c == 0x1F30A));
  }

  @Test
  void overlong_title_and_headings_leave_room_and_lose_nothing() {
    String heading = "heading ".repeat(20).strip();
    List<String> chunks =
        splitter.split(
            "t".repeat(500), "# " + heading + "\n## lonely " + heading + "\n# " + "x".repeat(300));

    assertThat(chunks).allMatch(chunk -> chunk.length() <= 200 && chunk.startsWith("ttt"));
    assertThat(String.join(" ", chunks)).contains("lonely");
    assertThat(chunks.stream().mapToLong(c -> c.chars().filter(x -> x == 'x').count()).sum())
        .isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 137, 1000, Passage.MAX_TEXT})
  void no_word_of_any_text_is_lost_and_no_chunk_too_long(int size) {
    Random random = new Random(size);
    for (int round = 0; round < 50; round++) {
      String text = randomText(random);
      List<String> chunks = new Splitter(size).split(null, text);

      assertThat(chunks).allMatch(chunk -> chunk.length() <= size);
      assertThat(words(String.join("\n", chunks))).containsAll(words(text));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, Passage.MAX_TEXT + 1})
  void chunk_size_out_of_bounds_is_refused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Splitter(size))
        .withMessageContaining(String.valueOf(size))
        .withMessageContaining("100 to 8000");
  }

  private static String randomText(Random random) {
    String[] between = {
      " ", " ", " ", ". ", "\n", "\r\n", "\n\n", "\n## ", "\n# ", "\n```\n", "。", "\t"
    };
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(600);
    for (int i = 0; i < count; i++) {
      text.append("w").append(i).append("é🌊".repeat(random.nextInt(3)));
      text.append(between[random.nextInt(between.length)]);
    }
    return text.toString();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("w\\d+").matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
