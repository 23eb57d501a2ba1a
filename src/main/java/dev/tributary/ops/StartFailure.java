package dev.tributary.ops;

import dev.tributary.guard.BadConfiguration;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts into words what an operator can mend when the server does not start. */
final class StartFailure {
  /** {@code java.util.NoSuchElementException: SRCFG00014: …}. */
  private static final Pattern CODE = Pattern.compile("^(?:[\\w.$]+Exception: )?SRCFG\\d+: ");

  private static final Pattern MISSING =
      Pattern.compile("The config property (\\S+) is required but .*", Pattern.DOTALL);
  private static final Pattern REFUSED =
      Pattern.compile(
          "The config property (\\S+) with the config value \"(.*?)\" threw an Exception whilst"
              + " being converted (?:SRCFG\\d+: )?(.*)",
          Pattern.DOTALL);

  private StartFailure() {}

  /** The words; empty when it is none of the failures that an operator can mend. */
  static Optional<String> inWords(Throwable failure) {
    for (@Nullable Throwable f = failure; f != null; f = f.getCause()) {
      @Nullable String words =
          switch (f) {
            case BadConfiguration bad -> bad.getMessage();
            case ConfigValidationException invalid -> problems(invalid);
            case ConfigurationException wrong -> wrong.getMessage();
            case QuarkusBindException taken ->
                "quarkus.http.port: %d on %s is in use by another program. Allowed: a free port"
                    .formatted(taken.getPort(), taken.getHost());
            default -> null;
          };
      if (words != null) {
        return Optional.of("Tributary cannot start:" + System.lineSeparator() + words);
      }
    }
    return Optional.empty();
  }

  private static String problems(ConfigValidationException invalid) {
    return IntStream.range(0, invalid.getProblemCount())
        .mapToObj(i -> problem(invalid.getProblem(i).getMessage()))
        .distinct()
        .collect(Collectors.joining(System.lineSeparator()));
  }

  static String problem(String message) {
    String bare = CODE.matcher(message).replaceFirst("");
    return matched(
            MISSING,
            bare,
            m -> m.group(1) + ": it is missing. Allowed: any value, see docs/configuration.md")
        .or(() -> matched(REFUSED, bare, m -> refused(m.group(1), m.group(2), m.group(3))))
        .orElse(bare);
  }

  private static String refused(String key, String value, String why) {
    String quoted = '"' + value + '"';
    if (why.startsWith("Expected an integer")) {
      return key + ": " + quoted + " is not allowed. Allowed: a whole number";
    }
    if (why.startsWith("Expected a")) {
      return key + ": " + quoted + " is not allowed. Allowed: a number";
    }
    return key + ": " + (why.startsWith(quoted) ? why : quoted + " is not allowed. " + why);
  }

  private static Optional<String> matched(
      Pattern pattern, String text, Function<Matcher, String> words) {
    Matcher m = pattern.matcher(text);
    return m.matches() ? Optional.of(words.apply(m)) : Optional.empty();
  }
}
