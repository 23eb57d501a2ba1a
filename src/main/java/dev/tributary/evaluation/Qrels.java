package dev.tributary.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judgments: how relevant documents are to questions.
 *
 * <p>Read from the format of BEIR, tab-separated {@code query-id corpus-id score} with or without
 * that header, or from that of {@code trec_eval}, {@code query-id iteration document-id score}. A
 * score of 1 and more is relevant, 0 is not; below 0 nobody has judged, as with {@code trec_eval}.
 */
public final class Qrels {
  private static final int MOST_SHOWN = 100;

  private final Map<String, Map<String, Integer>> byQuestion = new HashMap<>();

  /**
   * Reads lines beside those that were read before.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public void read(Iterable<String> lines) {
    int number = 0;
    for (String read : lines) {
      number++;
      String line = number == 1 ? withoutMark(read) : read;
      List<String> fields = fields(line);
      if (line.isBlank() || (number == 1 && isHeader(fields))) {
        continue;
      }
      Integer score = fields.isEmpty() ? null : wholeNumber(fields.getLast());
      if (score == null) {
        throw wrong(number, "expected query-id, corpus-id and a whole number as score", line);
      }
      Integer before =
          byQuestion
              .computeIfAbsent(fields.getFirst(), _ -> new HashMap<>())
              .putIfAbsent(fields.get(fields.size() - 2), score);
      if (before != null && !before.equals(score)) {
        throw wrong(number, "this document is judged a second time, and in another way", line);
      }
    }
  }

  /** The judgments of a question, scores by ids; empty when there are none. */
  Map<String, Integer> of(String question) {
    return byQuestion.getOrDefault(question, Map.of());
  }

  /** How many questions have judgments. */
  int questions() {
    return byQuestion.size();
  }

  /** Without the byte order mark that some editors put at the start of a file. */
  static String withoutMark(String firstLine) {
    return firstLine.startsWith("\ufeff") ? firstLine.substring(1) : firstLine;
  }

  /** Any other line of words is a judgment that somebody got wrong. */
  private static boolean isHeader(List<String> fields) {
    return !fields.isEmpty() && fields.getLast().equalsIgnoreCase("score");
  }

  /** Three fields or four; none when it is neither, or one is empty. */
  private static List<String> fields(String line) {
    List<String> tabbed = List.of(line.strip().split("\t"));
    List<String> fields = tabbed.size() > 1 ? tabbed : List.of(line.strip().split("\\s+"));
    boolean isWhole =
        (fields.size() == 3 || fields.size() == 4) && fields.stream().noneMatch(String::isBlank);
    return isWhole ? fields.stream().map(String::strip).toList() : List.of();
  }

  private static @Nullable Integer wholeNumber(String field) {
    return field.matches("-?[0-9]{1,6}") ? Integer.valueOf(field) : null;
  }

  private static IllegalArgumentException wrong(int number, String why, String line) {
    String shown = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    return new IllegalArgumentException("line " + number + ": " + why + ", not \"" + shown + "\"");
  }
}
