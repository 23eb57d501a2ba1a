package dev.tributary.api;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which methods a path takes, for the header {@code Allow} that belongs to a 405. */
final class Allow {
  private static final String READ = "GET, HEAD, OPTIONS";
  private static final String ACT = "OPTIONS, POST";
  private static final String BOTH = "GET, HEAD, OPTIONS, POST";

  private static final Map<Pattern, String> METHODS =
      Map.of(
          Pattern.compile("/retrieve/?"), BOTH,
          Pattern.compile("/retrieve/(stream|batch)/?"), ACT,
          Pattern.compile("/evaluate/?"), ACT,
          Pattern.compile("/sources(/[^/]+)?/?"), READ,
          Pattern.compile("/sources/[^/]+/check/?"), ACT,
          Pattern.compile("/sources/[^/]+/documents/.+"), READ);

  private Allow() {}

  static @Nullable String of(String path) {
    return METHODS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
