package dev.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a request, read field by field. What is wrong is told to the {@link
 * FieldErrors} and reads as absent; {@code null} is absent too.
 */
final class Fields {
  private static final int LONGEST_GUESS = 64;

  private final JsonNode node;
  private final String pointer;
  private final FieldErrors errors;

  private Fields(JsonNode node, String pointer, FieldErrors errors) {
    this.node = node;
    this.pointer = pointer;
    this.errors = errors;
  }

  /** A value and where it stands. */
  record Item(JsonNode value, String pointer) {}

  /** An object that may hold the known fields alone; null when the value is no object. */
  static @Nullable Fields of(Item item, List<String> known, FieldErrors errors) {
    if (!item.value().isObject()) {
      errors.invalid(item.pointer(), "this is a JSON object", text(item.value()));
      return null;
    }
    Fields fields = new Fields(item.value(), item.pointer(), errors);
    fields.refuseUnknown(known);
    return fields;
  }

  private void refuseUnknown(List<String> known) {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        errors.invalid(pointer(name), "unknown field" + meant(name, known), name, known);
      }
    }
  }

  private static String meant(String name, List<String> known) {
    return name.length() > LONGEST_GUESS
        ? ""
        : Nearest.to(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** Where a field of this object stands. */
  String pointer(String name) {
    return Pointer.field(pointer, name);
  }

  /** A field that is there and not null. */
  @Nullable Item item(String name) {
    @Nullable JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : new Item(value, pointer(name));
  }

  @Nullable Integer integer(String name, int min, int max) {
    Item item = item(name);
    if (item == null) {
      return null;
    }
    JsonNode value = item.value();
    if (value.isIntegralNumber()
        && value.canConvertToInt()
        && value.intValue() >= min
        && value.intValue() <= max) {
      return value.intValue();
    }
    return refuse(item, name + " is a whole number from " + min + " to " + max);
  }

  @Nullable Double number(String name, int min, int max) {
    Item item = item(name);
    if (item == null) {
      return null;
    }
    JsonNode value = item.value();
    if (value.isNumber()
        && value.decimalValue().compareTo(BigDecimal.valueOf(min)) >= 0
        && value.decimalValue().compareTo(BigDecimal.valueOf(max)) <= 0) {
      return value.doubleValue();
    }
    return refuse(item, name + " is a number from " + min + " to " + max);
  }

  boolean flag(String name) {
    Item item = item(name);
    if (item != null && !item.value().isBoolean()) {
      refuse(item, name + " is true or false");
    }
    return item != null && item.value().asBoolean();
  }

  @Nullable String string(String name) {
    Item item = item(name);
    return item == null ? null : string(item, name);
  }

  /** The text of a value that has to be one, without half characters. */
  @Nullable String string(Item item, String name) {
    if (!item.value().isTextual()) {
      return refuse(item, name + " is a string");
    }
    String text = item.value().textValue();
    int lone = WellFormed.firstLoneSurrogate(text);
    return lone < 0 ? text : refuse(item, name + " has half a surrogate pair at position " + lone);
  }

  /** One of a few words. */
  @Nullable String word(String name, List<String> allowed) {
    Item item = item(name);
    return item == null ? null : word(item, name, allowed);
  }

  /** One of a few words. */
  @Nullable String word(Item item, String name, List<String> allowed) {
    String word = string(item, name);
    if (word != null && !allowed.contains(word)) {
      errors.invalid(item.pointer(), "unknown word for " + name, word, allowed);
      return null;
    }
    return word;
  }

  /** The elements of an array, none when it is absent. */
  List<Item> items(String name, int min, int max) {
    Item item = item(name);
    if (item == null) {
      return List.of();
    }
    if (!item.value().isArray() || item.value().size() < min || item.value().size() > max) {
      String found = item.value().isArray() ? item.value().size() + " items" : text(item.value());
      errors.invalid(
          item.pointer(), name + " is an array of " + min + " to " + max + " items", found);
      return List.of();
    }
    List<Item> items = new ArrayList<>(item.value().size());
    for (JsonNode value : item.value()) {
      items.add(new Item(value, Pointer.item(item.pointer(), items.size())));
    }
    return items;
  }

  private <T> @Nullable T refuse(Item item, String detail) {
    errors.invalid(item.pointer(), detail, text(item.value()));
    return null;
  }

  static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
