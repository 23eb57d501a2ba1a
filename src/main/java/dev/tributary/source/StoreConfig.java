package dev.tributary.source;

import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** The keys of every vector store outside this server. */
public interface StoreConfig extends WritableConfig {
  /**
   * How many dimensions the model's vectors have, 1 to 65536, so that a check can tell before a
   * question comes. Default: as many as the first vector that comes by.
   */
  OptionalInt dimensions();

  /** Whether what is missing of collection, table or index is made by the first write. */
  @WithDefault("false")
  boolean create();

  /** What the store calls the parts of a passage. */
  FieldNames fields();

  /** The names of a stored passage's fields. */
  interface FieldNames {
    /** The field of the document's id; where it is missing, the store's own id of the record. */
    @WithDefault(StoreFields.ID)
    String id();

    /** The field of the chunk's number in its document, from 0. */
    @WithDefault(StoreFields.CHUNK)
    String chunk();

    /** The field of the title. */
    @WithDefault(StoreFields.TITLE)
    String title();

    /** The field of the address. */
    @WithDefault(StoreFields.URL)
    String url();

    /** The field of the text. */
    @WithDefault(StoreFields.TEXT)
    String text();

    /** The field of the language. */
    @WithDefault(StoreFields.LANGUAGE)
    String language();

    /** The object that holds the metadata; `*`: every field that has no other place. */
    @WithDefault(StoreFields.METADATA)
    String metadata();
  }
}
