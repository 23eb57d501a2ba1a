package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of a stored passage's fields in one store, see {@link StoreConfig.FieldNames}.
 *
 * @param metadata the object that holds the metadata, or {@value #ALL_OTHERS}
 */
public record StoreFields(
    String id,
    String chunk,
    String title,
    String url,
    String text,
    String language,
    String metadata) {
  static final String ID = "document";
  static final String CHUNK = "chunk";
  static final String TITLE = "title";
  static final String URL = "url";
  static final String TEXT = "text";
  static final String LANGUAGE = "language";
  static final String METADATA = "metadata";

  /** Where the content hash of a document stands that this server wrote. */
  public static final String HASH = "content_hash";

  /** For {@code metadata}: every field that has no other place. */
  public static final String ALL_OTHERS = "*";

  /** The names that are used where none are configured. */
  public static final StoreFields DEFAULTS =
      new StoreFields(ID, CHUNK, TITLE, URL, TEXT, LANGUAGE, METADATA);

  /**
   * The names in a source's configuration.
   *
   * @param prefix of its keys, such as {@code tributary.source.qdrant."wiki"}
   * @throws BadConfiguration when two parts are said to stand in one field
   */
  static StoreFields of(String prefix, StoreConfig.FieldNames names) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("id", names.id());
    all.put("chunk", names.chunk());
    all.put("title", names.title());
    all.put("url", names.url());
    all.put("text", names.text());
    all.put("language", names.language());
    all.put("metadata", names.metadata());
    Set<String> taken = new HashSet<>(Set.of(HASH));
    all.forEach(
        (key, name) -> {
          if (!taken.add(name)) {
            throw new BadConfiguration(
                prefix + ".fields." + key, name, "a field of its own; " + taken + " are taken");
          }
        });
    return new StoreFields(
        names.id(),
        names.chunk(),
        names.title(),
        names.url(),
        names.text(),
        names.language(),
        names.metadata());
  }

  /** Whether metadata stands beside the other fields, not in an object of its own. */
  public boolean hasFlatMetadata() {
    return metadata.equals(ALL_OTHERS);
  }

  /** Whether metadata can have this key: where it is flat, what has another place is none. */
  public boolean isMetadata(String key) {
    return !hasFlatMetadata() || !reserved().contains(key);
  }

  /** The fields that are no metadata where that is flat. */
  Set<String> reserved() {
    return Set.copyOf(List.of(id, chunk, title, url, text, language, HASH));
  }
}
