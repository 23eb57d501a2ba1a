package dev.tributary.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Rates as an operator writes them: {@code 1/3s}, {@code 30/1m}, {@code 5000/1h}. */
public class RateConverter implements Converter<Rate> {
  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})/(\\d+\\w+)");

  @Override
  public Rate convert(String value) {
    Matcher m = FORM.matcher(value.strip());
    try {
      if (m.matches()) {
        return new Rate(Integer.parseInt(m.group(1)), new DurationConverter().convert(m.group(2)));
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "\""
            + value
            + "\" is not a rate. Allowed: 1 to 10000 calls and a time up to 24h, such as 1/3s or"
            + " 30/1m");
  }
}
