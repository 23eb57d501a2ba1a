package dev.tributary.source;

import java.io.Serial;

/** There is no such collection in the store, though there may be one after the first write. */
public final class MissingCollectionException extends SourceException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param where the collection, for the message
   */
  public MissingCollectionException(String where) {
    super(ErrorKind.BAD_REQUEST, where + " does not exist");
  }
}
