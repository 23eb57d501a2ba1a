package dev.tributary.source;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.text.Cut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From the records of a store to passages, whether this server wrote them or somebody else. A
 * record with neither text nor title, or of an id that came before, is dropped and counted. One
 * without an id is named by its content.
 */
public final class StoredHits {
  private static final int MAX_NAMES = 10;
  private static final int MAX_NAME = 40;
  private static final int MAX_ID = 512;
  private static final int MAX_TITLE = 500;

  private final String source;
  private final String target;
  private final StoreFields names;
  private final List<Passage> passages = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private @Nullable Set<String> unreadable;
  private int dropped;

  /**
   * @param target what was searched, for messages: {@code collection "wiki"}
   */
  public StoredHits(String source, String target, StoreFields names) {
    this.source = source;
    this.target = target;
    this.names = names;
  }

  /**
   * Adds the next best record.
   *
   * @param ownId the store's own id of it, if it has one
   * @param fields scalars, lists and maps, as the store gave them
   * @param score higher is better; null when there is only an order
   * @param vector if it was asked for
   */
  public void add(
      @Nullable String ownId,
      Map<String, ?> fields,
      Signal signal,
      @Nullable Double score,
      @Nullable Vector vector) {
    @Nullable String title = joined(fields.get(names.title()), ", ");
    @Nullable String own = joined(fields.get(names.text()), "\n");
    @Nullable String text = own == null ? title : own;
    if (text == null) {
      dropped++;
      if (!isEmptyAt(names.text(), fields) && !isEmptyAt(names.title(), fields)) {
        unreadable = Set.copyOf(fields.keySet());
      }
      return;
    }
    if (!isFinite(score)) {
      dropped++;
      return;
    }
    String id = id(ownId, fields, text);
    if (!ids.add(id)) {
      dropped++;
      return;
    }
    passages.add(
        new Passage(
            id,
            source,
            title == null ? null : Cut.to(MAX_TITLE, title),
            string(fields.get(names.url())),
            Cut.to(Passage.MAX_TEXT, text),
            string(fields.get(names.language())),
            metadata(fields),
            signal,
            score,
            vector));
  }

  /** Leaves out a record that cannot be read at all. */
  public void drop() {
    dropped++;
  }

  /** The passages so far, best first. */
  public List<Passage> passages() {
    return passages;
  }

  /** How many records were left out. */
  public int dropped() {
    return dropped;
  }

  /**
   * The answer.
   *
   * @param degraded see {@link Found#degraded}
   * @throws SourceException PROTOCOL when there were records and none could be read: then a field
   *     has another name than configured
   */
  public Found found(@Nullable String degraded) {
    requireReadable();
    return new Found(passages, dropped, degraded);
  }

  /** The second half of {@link #found}, for lists that are fused first, and for checks. */
  public void requireReadable() {
    if (passages.isEmpty() && unreadable != null) {
      throw new SourceException(
          ErrorKind.PROTOCOL,
          "%s has %d records without a text in \"%s\" and a title in \"%s\"; they have %s"
              .formatted(target, dropped, names.text(), names.title(), shown(unreadable)));
    }
  }

  private static String shown(Set<String> fields) {
    return fields.isEmpty()
        ? "no fields at all"
        : fields.stream()
            .sorted()
            .limit(MAX_NAMES)
            .map(name -> Cut.to(MAX_NAME, name))
            .collect(Collectors.joining(", "));
  }

  /** Whether a field is there and says nothing: then its name is no mistake. */
  private static boolean isEmptyAt(String name, Map<String, ?> fields) {
    return fields.get(name) instanceof String text && text.isBlank();
  }

  private String id(@Nullable String ownId, Map<String, ?> fields, String text) {
    @Nullable String document = string(fields.get(names.id()));
    @Nullable String known = document == null ? ownId : document;
    if (known == null || known.isBlank() || known.length() > MAX_ID) {
      return PassageId.ofContent(source, string(fields.get(names.url())), text);
    }
    int number =
        document != null && fields.get(names.chunk()) instanceof Number n
            ? n.intValue()
            : StoredChunk.WHOLE;
    return StoredChunk.passageId(source, known, number);
  }

  private Map<String, Object> metadata(Map<String, ?> fields) {
    FlatMetadata metadata = new FlatMetadata();
    if (names.hasFlatMetadata()) {
      Set<String> reserved = names.reserved();
      fields.forEach(
          (key, value) -> {
            if (!reserved.contains(key)) {
              metadata.add(key, value);
            }
          });
    } else if (fields.get(names.metadata()) instanceof Map<?, ?> nested) {
      nested.forEach((key, value) -> metadata.add(key.toString(), value));
    }
    return metadata.entries();
  }

  private static boolean isFinite(@Nullable Double score) {
    return score == null || Double.isFinite(score);
  }

  /** A text, or the several of a field that has them: some stores let every field have a list. */
  private static @Nullable String joined(@Nullable Object value, String between) {
    return value instanceof List<?> list
        ? blankToNull(
            list.stream()
                .map(StoredHits::string)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(between)))
        : string(value);
  }

  private static @Nullable String string(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? blankToNull(value.toString())
        : null;
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
