package dev.tributary.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Test collections in files, as BEIR publishes them; read line by line. */
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
      read(file, lines -> addQuestions(lines, all));
    }
    Qrels judgments = new Qrels();
    for (Path file : qrels) {
      read(file, judgments::read);
    }
    return TestCollection.of(all, judgments);
  }

  private static void addQuestions(Iterable<String> lines, List<TestQuestion> all) {
    int number = 0;
    for (String read : lines) {
      number++;
      String line = number == 1 ? Qrels.withoutMark(read) : read;
      if (line.isBlank()) {
        continue;
      }
      try {
        all.add(TestQuestion.of(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
  }

  private static void read(Path file, Consumer<Iterable<String>> reader) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("larger than " + MAX_BYTES + " bytes");
      }
      reader.accept(() -> lines.lines().iterator());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw unreadable(file, e.getCause());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static IllegalArgumentException unreadable(Path file, IOException e) {
    String why = e instanceof CharacterCodingException ? "it is not UTF-8" : e.toString();
    return new IllegalArgumentException(file + " cannot be read: " + why, e);
  }
}
