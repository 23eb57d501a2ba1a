package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Makes the named sources of one kind from configuration; a CDI bean.
 *
 * <p>A kind is not a source: there may be five Qdrant sources.
 */
public interface SourceKind {
  /** The word in {@code tributary.source.<kind>."<name>".…}. */
  String name();

  /**
   * The configured sources of this kind. Does no I/O.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  List<Source> sources();

  /**
   * One source for each block of configuration, in the order of their names.
   *
   * @param configured by the name of the source
   */
  static <C> List<Source> inOrder(Map<String, C> configured, BiFunction<String, C, Source> make) {
    return configured.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> make.apply(entry.getKey(), entry.getValue()))
        .toList();
  }
}
