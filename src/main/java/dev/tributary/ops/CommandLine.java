package dev.tributary.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of the command line as configuration: {@code evaluate --questions a.jsonl} is {@code
 * tributary.evaluate.questions=a.jsonl}, so that each option is a key like any other, with its
 * checks and its line in the reference.
 */
final class CommandLine {
  /** What there is to do instead of serving, and what it cannot do without. */
  private static final Map<String, List<String>> COMMANDS =
      new TreeMap<>(Map.of("check", List.of("source"), "evaluate", List.of("questions", "qrels")));

  private CommandLine() {}

  /**
   * The keys that are set by some words; none by none.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  static Map<String, String> keys(String... words) {
    if (words.length == 0) {
      return Map.of();
    }
    List<String> required = COMMANDS.get(words[0]);
    if (required == null) {
      throw new IllegalArgumentException(
          "\"%s\" is no command. Allowed: %s; without a command the server starts"
              .formatted(words[0], String.join(", ", COMMANDS.keySet())));
    }
    Map<String, String> options = options(words);
    for (String option : required) {
      if (!options.containsKey(option)) {
        throw new IllegalArgumentException(words[0] + " needs --" + option);
      }
    }
    Map<String, String> keys = new LinkedHashMap<>();
    options.forEach((name, value) -> keys.put("tributary." + words[0] + "." + name, value));
    return keys;
  }

  /** {@code --name value} or {@code --name=value}; one that is there again adds to a list. */
  private static Map<String, String> options(String... words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (!word.startsWith("--")) {
        throw new IllegalArgumentException("\"" + word + "\" is no option: options begin with --");
      }
      int equals = word.indexOf('=');
      if (equals < 0 && (i + 1 == words.length || words[i + 1].startsWith("--"))) {
        throw new IllegalArgumentException(word + " has no value");
      }
      String name = word.substring(2, equals < 0 ? word.length() : equals);
      String value = equals < 0 ? words[++i] : word.substring(equals + 1);
      options.merge(name, value, (before, more) -> before + "," + more);
    }
    return options;
  }
}
