package dev.tributary.ops;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Truth values as they may be written; what is neither yes nor no is an error, not a no. */
final class YesOrNo implements Converter<Boolean> {
  private static final long serialVersionUID = 1;

  @Override
  public Boolean convert(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "1" -> true;
      case "false", "no", "n", "off", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              '"' + value + "\" is neither yes nor no. Allowed: true or false");
    };
  }
}
