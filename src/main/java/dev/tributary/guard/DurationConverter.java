package dev.tributary.guard;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Durations as an operator writes them: {@code 300ms}, {@code 2s}, {@code 5m}, {@code 1h}. */
public class DurationConverter implements Converter<Duration> {
  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  @Override
  public Duration convert(String value) {
    Matcher m = FORM.matcher(value.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "\""
              + value
              + "\" is not a duration. Allowed: a number and ms, s, m or h, such as 300ms or 2s");
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
