package dev.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that ship as demo sources, and the judged questions about them. */
@ParameterizedClass
@ValueSource(strings = {"en", "pt"})
class DemoTextsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern ACCENTED = Pattern.compile("[áâãàéêíóôõúç]");

  private record Entry(
      String _id, String title, String text, String chapter, String lang, String level) {}

  private record Asked(String _id, String text) {}

  private record Judgment(String question, String passage, int score) {}

  private final String language;
  private final List<String> lines;
  private final List<Entry> entries;
  private final List<Asked> questions;
  private final List<Judgment> judgments;

  DemoTextsTest(String language) throws IOException {
    this.language = language;
    lines = lines("/demo/handbook-" + language + ".jsonl");
    entries = parse(lines, Entry.class);
    questions = parse(lines("/demo/questions." + language + ".jsonl"), Asked.class);
    List<String> rows = lines("/demo/qrels." + language + ".tsv");
    assertThat(rows).first().isEqualTo("query-id\tcorpus-id\tscore");
    judgments = rows.stream().skip(1).map(DemoTextsTest::judgment).toList();
  }

  @Test
  void handbook_has_ninety_passages_or_more_with_ids_of_their_own() {
    assertThat(entries).hasSizeGreaterThanOrEqualTo(90);
    assertThat(entries).extracting(Entry::_id).doesNotHaveDuplicates();
    assertThat(entries)
        .extracting(Entry::_id)
        .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*-\\d\\d"));
  }

  @Test
  void every_passage_names_title_chapter_level_and_its_language() {
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.title()).isNotBlank();
              assertThat(entry.chapter()).isNotBlank();
              assertThat(entry.level()).isIn("basic", "advanced");
              assertThat(entry.lang()).isEqualTo(language);
            });
  }

  @Test
  void every_text_is_long_enough_to_answer_and_short_enough_to_quote() {
    assertThat(entries)
        .allSatisfy(entry -> assertThat(entry.text().split("\\s+")).hasSizeBetween(50, 160));
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(2_000));
  }

  @Test
  void no_title_and_no_sentence_stands_twice() {
    assertThat(entries).extracting(Entry::title).doesNotHaveDuplicates();
    assertThat(entries)
        .flatExtracting(entry -> List.of(entry.text().split("(?<=[.?!]) (?=\\p{Lu})")))
        .doesNotHaveDuplicates();
  }

  @Test
  void texts_and_questions_are_composed_unicode() {
    assertThat(lines).allMatch(line -> Normalizer.isNormalized(line, Normalizer.Form.NFC));
    assertThat(questions)
        .allMatch(asked -> Normalizer.isNormalized(asked.text(), Normalizer.Form.NFC));
  }

  @Test
  void every_portuguese_passage_keeps_its_accents() {
    boolean everywhere = entries.stream().allMatch(e -> ACCENTED.matcher(e.text()).find());
    assertThat(everywhere).isEqualTo(language.equals("pt"));
    assertThat(lines).noneMatch(line -> line.contains("\uFFFD"));
  }

  @Test
  void twenty_questions_have_ids_of_their_own_and_copy_no_title() {
    assertThat(questions).hasSize(20);
    assertThat(questions).extracting(Asked::_id).doesNotHaveDuplicates();
    assertThat(questions).extracting(Asked::text).doesNotHaveDuplicates();
    assertThat(questions)
        .extracting(Asked::text)
        .doesNotContainAnyElementsOf(entries.stream().map(Entry::title).toList());
  }

  @Test
  void every_question_has_one_to_four_judgments_and_a_passage_that_answers() {
    assertThat(questions)
        .allSatisfy(
            asked -> {
              var own = judgments.stream().filter(j -> j.question().equals(asked._id())).toList();
              assertThat(own).hasSizeBetween(1, 4);
              assertThat(own).extracting(Judgment::passage).doesNotHaveDuplicates();
              assertThat(own).extracting(Judgment::score).contains(2).isSubsetOf(1, 2);
            });
  }

  @Test
  void every_judgment_names_a_question_and_a_passage_that_exist() {
    Set<String> asked = questions.stream().map(Asked::_id).collect(Collectors.toSet());
    Set<String> passages = entries.stream().map(Entry::_id).collect(Collectors.toSet());
    assertThat(judgments).extracting(Judgment::question).isSubsetOf(asked);
    assertThat(judgments).extracting(Judgment::passage).isSubsetOf(passages);
  }

  private static Judgment judgment(String line) {
    String[] fields = line.split("\t", -1);
    assertThat(fields).as(line).hasSize(3);
    return new Judgment(fields[0], fields[1], Integer.parseInt(fields[2]));
  }

  private static <T> List<T> parse(List<String> lines, Class<T> type) throws IOException {
    var parsed = new ArrayList<T>(lines.size());
    for (String line : lines) {
      parsed.add(JSON.readValue(line, type));
    }
    return List.copyOf(parsed);
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DemoTextsTest.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
