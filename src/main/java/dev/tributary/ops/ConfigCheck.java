package dev.tributary.ops;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Nearest;
import dev.tributary.source.SourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Holds every {@code tributary.*} key against those that some part of the server reads.
 *
 * <p>The mappings themselves cannot: a misspelt kind lies under none of them.
 */
final class ConfigCheck {
  private static final String ROOT = "tributary.";
  private static final String ENVIRONMENT = "TRIBUTARY_";
  private static final int MAX_VALUE = 100;

  /** Addresses of real backends for tests, and what Kubernetes sets for a Service of our name. */
  private static final Pattern NOT_OURS =
      Pattern.compile(
          "TRIBUTARY_(IT_.*|EVAL_DATA|(.*_)?SERVICE_(HOST|PORT(_.*)?)|(.*_)?PORT(_[0-9]+_(TCP|UDP|SCTP).*)?)");

  private static final Pattern MAY_HOLD_A_SECRET =
      Pattern.compile("header|query|body", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(key|token|secret|password|authorization|credential|cookie).*");

  private final KnownKeys known;

  ConfigCheck(KnownKeys known) {
    this.known = known;
  }

  /**
   * Checks all keys.
   *
   * @param names every key and environment variable that is set
   * @param values what is set
   * @throws BadConfiguration naming all that is wrong
   */
  void check(Iterable<String> names, Function<String, String> values) {
    SortedSet<String> wrong = new TreeSet<>();
    Map<String, SortedSet<String>> kindsByName = new TreeMap<>();
    for (String name : names) {
      if (name.startsWith(ENVIRONMENT)) {
        variable(name, values, wrong);
      } else if (name.startsWith(ROOT)) {
        key(name, values, wrong, kindsByName);
      }
    }
    kindsByName.forEach((name, kinds) -> twice(name, kinds, wrong));
    if (!wrong.isEmpty()) {
      throw new BadConfiguration(new ArrayList<>(wrong));
    }
  }

  private void variable(String name, Function<String, String> values, SortedSet<String> wrong) {
    if (!known.knowsVariable(name) && !NOT_OURS.matcher(name).matches()) {
      wrong.add(
          "%s: %s is set for a key that does not exist; %s"
              .formatted(
                  name, shown(name, values.apply(name)), known.allowedInsteadOfVariable(name)));
    }
  }

  private void key(
      String name,
      Function<String, String> values,
      SortedSet<String> wrong,
      Map<String, SortedSet<String>> kindsByName) {
    List<String> key = KnownKeys.segments(name);
    boolean ofSource = key.size() > 3 && key.get(1).equals("source");
    if (ofSource && !known.kinds().contains(key.get(2))) {
      wrong.add(
          "%s: there is no kind of source \"%s\"; %sallowed: %s"
              .formatted(
                  name,
                  key.get(2),
                  Nearest.to(key.get(2), known.kinds())
                      .map(k -> "did you mean " + k + "? ")
                      .orElse(""),
                  String.join(", ", known.kinds())));
      return;
    }
    if (!known.knows(key)) {
      wrong.add(
          "%s: %s is set for a key that does not exist; %s"
              .formatted(name, shown(name, values.apply(name)), known.allowedInsteadOf(key)));
      return;
    }
    if (ofSource) {
      if (!SourceName.isValid(key.get(3))) {
        wrong.add(
            "%s: \"%s\" is no name for a source; allowed: %s"
                .formatted(name, key.get(3), SourceName.RULE));
      }
      kindsByName.computeIfAbsent(key.get(3), _ -> new TreeSet<>()).add(key.get(2));
    }
  }

  private static void twice(String name, SortedSet<String> kinds, SortedSet<String> wrong) {
    if (kinds.size() > 1) {
      wrong.add(
          "tributary.source: \"%s\" names a source of each of the kinds %s; allowed: each name once"
              .formatted(name, String.join(", ", kinds)));
    }
  }

  /** A value as a message may repeat it. */
  private static String shown(String key, String value) {
    if (SECRET.matcher(key).matches() || MAY_HOLD_A_SECRET.matcher(key).find()) {
      return "***";
    }
    String open = value.replaceAll("//[^/@\\s]*@", "//***@").replaceAll("\\?\\S*", "?***");
    return '"' + (open.length() > MAX_VALUE ? open.substring(0, MAX_VALUE) + "…" : open) + '"';
  }
}
