package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFilesTest {
  private static final String QUESTIONS =
      "{\"_id\": \"q1\", \"text\": \"one\"}\r\n\r\n{\"_id\": \"q2\", \"text\": \"two\"}\r\n";
  private static final String QRELS = "query-id\tcorpus-id\tscore\r\nq1\td1\t1\r\nq2\td2\t-1\r\n";

  @TempDir Path folder;

  private TestCollection read(String questions, String qrels) throws IOException {
    return TestFiles.read(List.of(file("q.jsonl", questions)), List.of(file("q.tsv", qrels)));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void lines_may_end_as_on_windows_and_files_begin_with_a_mark() throws IOException {
    for (String mark : List.of("", "\ufeff")) {
      TestCollection collection = read(mark + QUESTIONS, mark + QRELS);

      assertThat(collection.questions()).extracting(q -> q.id()).containsExactly("q1");
      assertThat(collection.questions().getFirst().judgments()).containsOnlyKeys("d1");
      assertThat(collection.skipped()).isEqualTo(1);
    }
  }

  @Test
  void file_and_line_that_are_wrong_are_named() {
    assertThatThrownBy(() -> read(QUESTIONS + "{\"_id\": 3}", QRELS))
        .hasMessageEndingWith("q.jsonl, line 4: the question 3 has no text");
    assertThatThrownBy(() -> read(QUESTIONS + "[1", QRELS))
        .hasMessageContaining("q.jsonl, line 4: not JSON");
    assertThatThrownBy(() -> read(QUESTIONS, "q1\td1\tyes\n"))
        .hasMessageContaining("q.tsv, line 1: expected");
  }

  @Test
  void file_that_is_missing_or_no_text_is_named() throws IOException {
    Path questions = file("q.jsonl", QUESTIONS);
    Path missing = folder.resolve("missing.tsv");
    Path latin = folder.resolve("latin.tsv");
    Files.write(latin, "q1\tfaçade\t1\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> TestFiles.read(List.of(questions), List.of(missing)))
        .hasMessageContaining("missing.tsv cannot be read");
    assertThatThrownBy(() -> TestFiles.read(List.of(questions), List.of(latin)))
        .hasMessageEndingWith("latin.tsv cannot be read: it is not UTF-8");
  }
}
