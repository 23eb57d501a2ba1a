package dev.tributary.ops;

import dev.tributary.passage.Nearest;
import io.smallrye.config.NameIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The keys that some part of the server reads.
 *
 * <p>A pattern is a key whose segment {@code *} stands for any name: {@code
 * tributary.source.http.*.url}.
 */
final class KnownKeys {
  private static final String ANY = "*";

  private final List<List<String>> patterns;
  private final List<Pattern> environment;

  KnownKeys(Collection<String> patterns) {
    this.patterns = patterns.stream().map(KnownKeys::segments).toList();
    this.environment = patterns.stream().map(KnownKeys::environmentForm).toList();
  }

  /** The parts of a key, quotes gone: {@code a."b.c".d} has three. */
  static List<String> segments(String key) {
    List<String> segments = new ArrayList<>();
    NameIterator names = new NameIterator(key);
    while (names.hasNext()) {
      segments.add(names.getNextSegment());
      names.next();
    }
    return segments;
  }

  /** The words that may stand where {@code tributary.source.<kind>} has its kind. */
  SortedSet<String> kinds() {
    return followers(List.of("tributary", "source"));
  }

  /** Whether a key is read. */
  boolean knows(List<String> key) {
    return patterns.stream()
        .anyMatch(p -> p.size() == key.size() && sharedSegments(p, key) == p.size());
  }

  /** Whether an environment variable stands for a key that is read. */
  boolean knowsVariable(String name) {
    return environment.stream().anyMatch(p -> p.matcher(name).matches());
  }

  /** What may stand instead of an unknown key: the nearest one, or all that fit its beginning. */
  String allowedInsteadOf(List<String> key) {
    int shared = patterns.stream().mapToInt(p -> sharedSegments(p, key)).max().orElse(0);
    List<String> beginning = key.subList(0, Math.min(shared, key.size() - 1));
    List<String> endings =
        patterns.stream()
            .filter(p -> p.size() == key.size())
            .filter(p -> sharedSegments(p, beginning) == beginning.size())
            .map(p -> written(filled(p, key).subList(beginning.size(), key.size())))
            .toList();
    return Nearest.to(written(key.subList(beginning.size(), key.size())), endings)
        .map(ending -> "did you mean %s.%s?".formatted(written(beginning), ending))
        .orElseGet(
            () ->
                "allowed after %s: %s"
                    .formatted(written(beginning), String.join(", ", followers(beginning))));
  }

  /** What may stand instead of an unknown environment variable. */
  String allowedInsteadOfVariable(String name) {
    List<String> candidates =
        patterns.stream()
            .filter(p -> !p.contains(ANY))
            .map(p -> String.join("_", p).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
            .toList();
    return Nearest.to(name, candidates)
        .map(nearest -> "did you mean " + nearest + "?")
        .orElse("a key of docs/configuration.md in capitals, with _ for all that is no letter");
  }

  private SortedSet<String> followers(List<String> beginning) {
    SortedSet<String> followers = new TreeSet<>();
    for (List<String> pattern : patterns) {
      if (pattern.size() > beginning.size()
          && sharedSegments(pattern, beginning) == beginning.size()) {
        String follower = pattern.get(beginning.size());
        followers.add(follower.equals(ANY) ? "<name>" : bare(follower));
      }
    }
    return followers;
  }

  /** How many segments agree from the beginning on. */
  private static int sharedSegments(List<String> pattern, List<String> key) {
    int shared = 0;
    while (shared < pattern.size()
        && shared < key.size()
        && agree(pattern.get(shared), key.get(shared))) {
      shared++;
    }
    return shared;
  }

  private static boolean agree(String pattern, String segment) {
    return pattern.equals(ANY) || bare(pattern).equals(bare(segment));
  }

  /** Without the index of a list. */
  private static String bare(String segment) {
    int bracket = segment.indexOf('[');
    return bracket < 0 ? segment : segment.substring(0, bracket);
  }

  private static List<String> filled(List<String> pattern, List<String> key) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      filled.add(pattern.get(i).equals(ANY) ? key.get(i) : pattern.get(i));
    }
    return filled;
  }

  /** A key as an operator writes it: what is no plain word is quoted. */
  static String written(List<String> key) {
    return String.join(
        ".", key.stream().map(s -> s.matches("[A-Za-z0-9_\\[\\]-]+") ? s : '"' + s + '"').toList());
  }

  private static Pattern environmentForm(String pattern) {
    StringBuilder form = new StringBuilder();
    for (String segment : segments(pattern)) {
      String part =
          segment.equals(ANY)
              ? "[A-Z0-9_]+"
              : bare(segment).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)
                  + "(_[0-9]+_?)?";
      form.append(form.isEmpty() ? "" : "_").append(part);
    }
    return Pattern.compile(form.toString());
  }
}
