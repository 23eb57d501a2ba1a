package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import java.util.OptionalInt;

/**
 * A vector store as configured and checked, but for what only its kind has.
 *
 * @param name of the source
 * @param content what it holds and is filled with
 * @param dimensions of the model's vectors, if said
 * @param create whether what is missing is made by the first write
 * @param fields what the store calls the parts of a passage
 * @param source how it is treated
 */
public record StoreSettings(
    String name,
    WritableSettings content,
    OptionalInt dimensions,
    boolean create,
    StoreFields fields,
    SourceSettings source) {
  /**
   * Reads one source's configuration; does no I/O.
   *
   * @param prefix of its keys, such as {@code tributary.source.qdrant."wiki"}
   * @throws BadConfiguration when a value is wrong in itself
   */
  public static StoreSettings of(String prefix, String name, StoreConfig config) {
    return new StoreSettings(
        name,
        WritableSettings.of(prefix, config),
        Dimensions.configured(prefix, config.dimensions()),
        config.create(),
        StoreFields.of(prefix, config.fields()),
        SourceSettings.of(prefix, config, false));
  }
}
