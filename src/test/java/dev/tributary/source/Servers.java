package dev.tributary.source;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The real servers of the tests, each started once for all.
 *
 * <p>In this order: the address in {@code TRIBUTARY_IT_<KIND>_URL}; a local server, or a container
 * of what no package registry has; else the test is aborted with the reason, or fails if {@code
 * TRIBUTARY_IT_REQUIRED} names the kind (separated by commas).
 */
public final class Servers {
  private static final String REQUIRED = "TRIBUTARY_IT_REQUIRED";
  private static final Map<String, Started> STARTED = new ConcurrentHashMap<>();

  private Servers() {}

  /** Starts a server of one kind that ends with this process. */
  @FunctionalInterface
  public interface Launcher {
    /**
     * Its address, on loopback, once it answers.
     *
     * @throws Exception whose message says what is missing on this machine
     */
    URI start() throws Exception;
  }

  private sealed interface Started {
    record At(URI url) implements Started {}

    record Failed(Exception reason) implements Started {}
  }

  /** The address of the kind's server. */
  public static URI url(String kind, Launcher local) {
    String variable = "TRIBUTARY_IT_" + kind.toUpperCase(Locale.ROOT) + "_URL";
    String given = System.getenv(variable);
    if (given != null && !given.isBlank()) {
      return URI.create(given);
    }
    return switch (STARTED.computeIfAbsent(kind, _ -> start(local))) {
      case Started.At(URI url) -> url;
      case Started.Failed(Exception reason) -> missing(kind, variable, reason);
    };
  }

  private static Started start(Launcher local) {
    try {
      return new Started.At(local.start());
    } catch (Exception e) {
      return new Started.Failed(e);
    }
  }

  private static URI missing(String kind, String variable, Exception reason) {
    String message =
        "no %s server: %s is not set, and a local one cannot be started: %s"
            .formatted(kind, variable, reason);
    if (isRequired(kind)) {
      throw new IllegalStateException(message, reason);
    }
    return Assumptions.abort(message);
  }

  private static boolean isRequired(String kind) {
    String required = System.getenv(REQUIRED);
    return required != null && Arrays.asList(required.split("\\s*,\\s*")).contains(kind);
  }
}
