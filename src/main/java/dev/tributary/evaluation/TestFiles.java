package dev.tributary.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Test collections in files, as BEIR publishes them. */
public final class TestFiles {
  private static final long MAX_BYTES = 256L << 20;

  private TestFiles() {}

  /**
   * Reads questions and judgments.
   *
   * @throws IllegalArgumentException naming the file and the line that is wrong
   */
  public static TestCollection read(List<Path> questions, List<Path> qrels) {
    List<TestQuestion> all = new ArrayList<>();
    for (Path file : questions) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          all.add(question(file, i + 1, lines.get(i)));
        }
      }
    }
    Qrels judgments = new Qrels();
    for (Path file : qrels) {
      try {
        judgments.read(lines(file));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
      }
    }
    return TestCollection.of(all, judgments);
  }

  private static TestQuestion question(Path file, int number, String line) {
    try {
      return TestQuestion.of(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e, e);
    }
  }
}
