package dev.tributary.guard;

import java.io.Serial;
import java.util.List;

/**
 * A configuration value that is wrong in itself: it stops the start, naming key, value and what is
 * allowed.
 */
public class BadConfiguration extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param key the full configuration key
   * @param value what stands there, or {@code "missing"}; never a secret
   * @param allowed what may stand there
   */
  public BadConfiguration(String key, String value, String allowed) {
    super("%s: %s is not allowed. Allowed: %s".formatted(key, value, allowed));
  }

  /** Several at once, each a sentence of its own that names key, value and what is allowed. */
  public BadConfiguration(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
