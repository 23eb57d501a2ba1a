package dev.tributary.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How lists become one. The wire name is the lower-case word. */
public enum FusionMethod {
  /** All candidates scored again in one space, as if they were one index. */
  POOLED,
  /** Reciprocal rank fusion. */
  RRF,
  /** Each source's scores stretched to 0..1. */
  MINMAX,
  /** Each source's scores as distances from their mean. */
  ZSCORE,
  /** Distribution-based score fusion: min-max between mean ± 3σ. */
  DBSF,
  /** The raw scores, weighted and summed. */
  LINEAR;

  /** The name in JSON and configuration. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method of a wire name. */
  public static Optional<FusionMethod> of(String wireName) {
    return Arrays.stream(values()).filter(m -> m.wireName().equals(wireName)).findFirst();
  }

  /** All wire names, in order. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(FusionMethod::wireName).toList();
  }
}
