package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for the question and the limit. A place is filled with a value escaped for where
 * it stands, never with raw text.
 *
 * @param literals what stands before, between and behind the places, one more than places
 * @param places in order
 */
record Template(List<String> literals, List<Place> places) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

  /** What a template may ask for. */
  enum Place {
    QUESTION,
    LIMIT
  }

  /**
   * Reads a template.
   *
   * @param key where it stands in the configuration
   * @throws BadConfiguration naming a placeholder that does not exist
   */
  static Template of(String key, String text) {
    List<String> literals = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    Matcher m = PLACEHOLDER.matcher(text);
    int from = 0;
    while (m.find()) {
      literals.add(text.substring(from, m.start()));
      places.add(
          switch (m.group(1)) {
            case "question" -> Place.QUESTION;
            case "limit" -> Place.LIMIT;
            default -> throw new BadConfiguration(key, m.group(), "{question} and {limit}");
          });
      from = m.end();
    }
    literals.add(text.substring(from));
    return new Template(List.copyOf(literals), List.copyOf(places));
  }

  /** The same places between literals that are escaped, once for all. */
  Template escapeLiterals(UnaryOperator<String> escape) {
    return new Template(literals.stream().map(escape).toList(), places);
  }

  /**
   * Both, one behind the other.
   *
   * @param between them
   */
  Template then(String between, Template next) {
    List<String> joined = new ArrayList<>(literals);
    joined.add(joined.removeLast() + between + next.literals.getFirst());
    joined.addAll(next.literals.subList(1, next.literals.size()));
    List<Place> all = new ArrayList<>(places);
    all.addAll(next.places);
    return new Template(List.copyOf(joined), List.copyOf(all));
  }

  /**
   * The text with its places filled.
   *
   * @param question escaped for where it stands
   */
  String fill(String question, int limit) {
    StringBuilder text = new StringBuilder(literals.getFirst());
    for (int i = 0; i < places.size(); i++) {
      switch (places.get(i)) {
        case QUESTION -> text.append(question);
        case LIMIT -> text.append(limit);
      }
      text.append(literals.get(i + 1));
    }
    return text.toString();
  }
}
