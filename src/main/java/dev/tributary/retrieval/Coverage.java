package dev.tributary.retrieval;

import java.util.List;

/**
 * How whole an answer is.
 *
 * @param requested how many sources were to be asked
 * @param answered how many gave their answer, be it that they know nothing
 * @param complete every mandatory source answered in full and no step was degraded
 * @param degraded what was not as it should be, each word once, in order: statuses of sources,
 *     their degradations, names of steps
 */
public record Coverage(int requested, int answered, boolean complete, List<String> degraded) {
  public Coverage {
    degraded = List.copyOf(degraded);
  }
}
