package dev.tributary.source;

import dev.tributary.passage.Filter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source can do.
 *
 * @param filterOperators the comparisons it pushes down; empty when it takes no filter
 * @param model the embedding model of its vectors; null when it searches text only
 * @param returnsVectors whether it gives the passages' vectors back
 */
public record Capabilities(
    Set<Filter.Operator> filterOperators, @Nullable String model, boolean returnsVectors) {
  public Capabilities {
    filterOperators = Set.copyOf(filterOperators);
  }

  /** Text search without filters. */
  public static Capabilities textOnly() {
    return new Capabilities(Set.of(), null, false);
  }

  /** Whether every comparison in the filter can be pushed down. */
  public boolean supports(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> filterOperators.contains(c.operator());
      case Filter.Compound c -> c.filters().stream().allMatch(this::supports);
    };
  }
}
