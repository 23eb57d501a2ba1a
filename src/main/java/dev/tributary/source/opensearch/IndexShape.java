package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.source.Dimensions;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an index holds and how, by its own mapping: asked before the first search, so that a field
 * that is missing or otherwise is told with what there is, instead of finding nothing.
 *
 * @param settings what is expected
 * @param indexes how many there are: an alias may lead to several
 * @param fields the mapping of each field, by its path
 * @param vectors where they can be searched; null when there are none
 * @param words the fields whose words are searched; none when nothing is analysed
 */
record IndexShape(
    IndexSettings settings,
    int indexes,
    Map<String, JsonNode> fields,
    @Nullable VectorField vectors,
    List<String> words) {
  private static final int MAX_NAMES = 20;

  /**
   * Reads the answer for one index, or for an alias of several that are alike.
   *
   * @throws SourceException PROTOCOL when it names none
   */
  static IndexShape of(IndexSettings settings, Dialect dialect, JsonNode answer) {
    if (!answer.isObject() || answer.isEmpty()) {
      throw new SourceException(
          ErrorKind.PROTOCOL,
          "index \"%s\" was asked for its mapping, and the answer names no index"
              .formatted(settings.index()));
    }
    Map<String, JsonNode> fields = new TreeMap<>();
    for (JsonNode index : answer) {
      addFields("", index.path("mappings").path("properties"), fields);
    }
    StoreFields names = settings.store().fields();
    List<String> words = new ArrayList<>();
    for (String name : List.of(names.text(), names.title())) {
      JsonNode mapping = fields.getOrDefault(name, MissingNode.getInstance());
      if (mapping.path("type").asText().equals("text") && mapping.path("index").asBoolean(true)) {
        words.add(name);
      }
    }
    JsonNode vector = fields.get(settings.vectorField());
    return new IndexShape(
        settings,
        Math.max(1, answer.size()),
        fields,
        vector == null ? null : dialect.read(vector),
        List.copyOf(words));
  }

  /** The index, for messages. */
  String target() {
    return "index \"" + settings.index() + "\"";
  }

  /** The mapping of a field; missing when it has none. */
  JsonNode mapping(String path) {
    return fields.getOrDefault(path, MissingNode.getInstance());
  }

  /** The field of a key of the metadata. */
  String metadataPath(String key) {
    StoreFields names = settings.store().fields();
    return names.hasFlatMetadata() ? key : names.metadata() + "." + key;
  }

  /** A field and others that index the same values in another way. */
  List<String> withSubFields(String path) {
    List<String> all = new ArrayList<>(List.of(path));
    mapping(path).path("fields").fieldNames().forEachRemaining(sub -> all.add(path + "." + sub));
    return all;
  }

  /** How a filter is asked for in this index. */
  FilterQuery filter() {
    return isKeyword(TermsFilter.FIELD) ? new TermsFilter() : new FieldsFilter(this);
  }

  /**
   * Whether it is what the source is configured for.
   *
   * @param dimensions of the vectors of the source's model
   * @throws SourceException BAD_REQUEST with what was expected and what was found
   */
  void requireSearchable(Dimensions dimensions) {
    StoreFields names = settings.store().fields();
    if (!fields.containsKey(names.text()) && !fields.containsKey(names.title())) {
      throw misfit(
          "has neither \"%s\" (fields.text) nor \"%s\" (fields.title)"
              .formatted(names.text(), names.title()));
    }
    if (settings.store().content().model() == null) {
      if (words.isEmpty()) {
        throw misfit("has no words to search in \"%s\"".formatted(names.text()));
      }
      return;
    }
    if (vectors == null) {
      throw misfit(
          "has no vectors to search in \"%s\" (vector-field)".formatted(settings.vectorField()));
    }
    dimensions.require(target(), vectors.dimensions());
    Optional<Distance> expected = settings.distance();
    if (expected.isPresent() && expected.get() != vectors.scale().distance()) {
      throw new SourceException(
          ErrorKind.BAD_REQUEST,
          "%s measures vectors by %s, configured is %s"
              .formatted(target(), wireName(vectors.scale()), wireName(expected.get())));
    }
  }

  /**
   * Whether documents can be replaced in it.
   *
   * @throws SourceException BAD_REQUEST when it was made for something else
   */
  void requireWritable() {
    StoreFields names = settings.store().fields();
    for (String field : List.of(names.id(), StoreFields.HASH, TermsFilter.FIELD)) {
      if (!isKeyword(field)) {
        throw misfit("cannot be written to: it has no keyword \"%s\"".formatted(field));
      }
    }
    if (!mapping(names.chunk()).path("type").asText().equals("integer")) {
      throw misfit("cannot be written to: it has no integer \"%s\"".formatted(names.chunk()));
    }
  }

  private static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private boolean isKeyword(String field) {
    return mapping(field).path("type").asText().equals("keyword");
  }

  private SourceException misfit(String what) {
    String held = fields.keySet().stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return new SourceException(
        ErrorKind.BAD_REQUEST,
        "%s %s; its fields are %s".formatted(target(), what, held.isEmpty() ? "none" : held));
  }

  private static void addFields(String prefix, JsonNode properties, Map<String, JsonNode> fields) {
    properties
        .properties()
        .forEach(
            field -> {
              String path = prefix + field.getKey();
              JsonNode mapping = field.getValue();
              if (mapping.has("type")) {
                fields.put(path, mapping);
              }
              mapping
                  .path("fields")
                  .properties()
                  .forEach(sub -> fields.put(path + "." + sub.getKey(), sub.getValue()));
              // What is nested is another document: a comparison does not reach into it.
              if (!mapping.path("type").asText().equals("nested")) {
                addFields(path + ".", mapping.path("properties"), fields);
              }
            });
  }
}
