package dev.tributary.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of one named thing, checked key by key: what is wrong in itself stops the start
 * with a {@link BadConfiguration}.
 *
 * @param prefix what stands before each key, such as {@code tributary.embedding."e5"}
 */
public record Keys(String prefix) {
  /** The value of a key that has to be there. */
  public String required(String key, Optional<String> value, String allowed) {
    return value.orElseThrow(() -> bad(key, "missing", allowed));
  }

  /** The URL of a server, to which paths are added. */
  public URI url(String key, Optional<String> value) {
    String allowed = "an http or https URL without user, query and fragment";
    String written = required(key, value, allowed);
    try {
      URI url = new URI(written);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // The same as any other URL that will not do.
    }
    throw bad(key, written.contains("@") ? "a URL with a user" : written, allowed);
  }

  /** A number within its bounds. */
  public int within(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw bad(key, String.valueOf(value), min + " to " + max);
    }
    return value;
  }

  /** A number within its bounds, or another where none is given. */
  public int within(String key, OptionalInt value, int otherwise, int min, int max) {
    return within(key, value.orElse(otherwise), min, max);
  }

  /** A time of at least a millisecond. */
  public Duration within(String key, Duration value, Duration max) {
    if (value.toMillis() < 1 || value.compareTo(max) > 0) {
      throw bad(key, value.toMillis() + "ms", "1ms to " + max.toSeconds() + "s");
    }
    return value;
  }

  /** Refuses a key that makes no sense here. */
  public void forbid(String key, Optional<String> value, String allowed) {
    if (value.isPresent()) {
      throw bad(key, value.get(), allowed);
    }
  }

  /** Refuses a key that makes no sense here. */
  public void forbid(String key, OptionalInt value, String allowed) {
    if (value.isPresent()) {
      throw bad(key, String.valueOf(value.getAsInt()), allowed);
    }
  }

  /** What stops the start. */
  public BadConfiguration bad(String key, String value, String allowed) {
    return new BadConfiguration(prefix + "." + key, value, allowed);
  }
}
