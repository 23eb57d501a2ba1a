package dev.tributary.source.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes what a store says fit for a report: on one line, short, without what was sent as secret.
 */
final class Discretion {
  private static final int MAX_MESSAGE = 300;

  /** Shorter words are none, and masking them would garble what is said. */
  private static final int MIN_SECRET = 4;

  private static final Set<String> OPEN_HEADERS =
      Set.of("accept", "accept-encoding", "content-type", "user-agent");
  private static final Set<String> SCHEMES = Set.of("Bearer", "Basic", "ApiKey", "Token");

  private final List<String> secrets;

  /**
   * @param headers whose values are never shown
   */
  Discretion(Map<String, String> headers) {
    secrets =
        headers.entrySet().stream()
            .filter(header -> !isOpen(header.getKey().toLowerCase(Locale.ROOT)))
            .flatMap(header -> Arrays.stream(header.getValue().split("[\\s,;]+", -1)))
            .filter(word -> word.length() >= MIN_SECRET && !SCHEMES.contains(word))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private Discretion(List<String> secrets) {
    this.secrets = secrets;
  }

  private static boolean isOpen(String header) {
    return header.startsWith("accept") || OPEN_HEADERS.contains(header);
  }

  /** The same, and without these words. */
  Discretion and(Collection<String> more) {
    return new Discretion(
        Stream.concat(secrets.stream(), more.stream())
            .filter(word -> word.length() >= MIN_SECRET)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** A text without what is secret, as long as it was. */
  String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, "…");
    }
    return masked;
  }

  String tell(String message) {
    String told = mask(message).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return told.length() <= MAX_MESSAGE ? told : told.substring(0, MAX_MESSAGE) + "…";
  }
}
