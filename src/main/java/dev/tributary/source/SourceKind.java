package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import java.util.List;

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
}
