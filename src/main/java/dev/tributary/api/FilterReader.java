package dev.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads filters: {@code {type, key, value}} and {@code {type: and|or, filters}}. */
final class FilterReader {
  private static final List<String> COMPOUND = List.of("type", "filters");
  private static final List<String> COMPARISON = List.of("type", "key", "value");
  private static final List<String> JOINS = List.of("and", "or");
  private static final List<String> TYPES =
      Stream.concat(Arrays.stream(Operator.values()).map(Operator::wireName), JOINS.stream())
          .toList();

  private final FieldErrors errors;
  private int comparisons;

  FilterReader(FieldErrors errors) {
    this.errors = errors;
  }

  /** The filter in a value, null when it is wrong. */
  @Nullable Filter read(Fields.Item item) {
    Filter filter = read(item, 1);
    if (comparisons > Filter.MAX_COMPARISONS) {
      errors.invalid(
          item.pointer(),
          "a filter holds at most " + Filter.MAX_COMPARISONS + " comparisons",
          comparisons + " comparisons");
      return null;
    }
    return filter;
  }

  private @Nullable Filter read(Fields.Item item, int depth) {
    if (depth > Filter.MAX_DEPTH) {
      errors.invalid(
          item.pointer(), "a filter is at most " + Filter.MAX_DEPTH + " levels deep", null);
      return null;
    }
    boolean compound = JOINS.contains(item.value().path("type").asText());
    Fields fields = Fields.of(item, compound ? COMPOUND : COMPARISON, errors);
    if (fields == null) {
      return null;
    }
    String type = fields.word("type", TYPES);
    if (type == null) {
      if (fields.item("type") == null) {
        errors.invalid(fields.pointer("type"), "a filter has a type", null, TYPES);
      }
      return null;
    }
    return compound ? compound(fields, type, depth) : comparison(fields, type);
  }

  private @Nullable Filter compound(Fields fields, String type, int depth) {
    List<Fields.Item> items = fields.items("filters", 1, Filter.MAX_COMPARISONS);
    if (fields.item("filters") == null) {
      errors.invalid(fields.pointer("filters"), type + " joins at least one filter", null);
    }
    List<Filter> filters = new ArrayList<>(items.size());
    for (Fields.Item item : items) {
      Filter filter = read(item, depth + 1);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return filters.isEmpty() ? null : new Compound(join(type), filters);
  }

  private static Compound.Join join(String type) {
    return Compound.Join.valueOf(type.toUpperCase(Locale.ROOT));
  }

  private @Nullable Filter comparison(Fields fields, String type) {
    comparisons++;
    String key = fields.string("key");
    if (fields.item("key") == null || (key != null && key.isBlank())) {
      errors.invalid(fields.pointer("key"), "a comparison has the key of some metadata", key);
      key = null;
    }
    Operator operator = Operator.valueOf(type.toUpperCase(Locale.ROOT));
    Object value = value(fields, operator);
    return key == null || value == null ? null : new Comparison(operator, key, value);
  }

  private @Nullable Object value(Fields fields, Operator operator) {
    Fields.Item item = fields.item("value");
    if (item == null) {
      errors.invalid(fields.pointer("value"), operator.wireName() + " compares with a value", null);
      return null;
    }
    if (operator != Operator.IN && operator != Operator.NIN) {
      return scalar(item, fields);
    }
    List<Object> values = new ArrayList<>();
    for (Fields.Item one : fields.items("value", 1, 1_000)) {
      Object value = scalar(one, fields);
      if (value != null) {
        values.add(value);
      }
    }
    return values.isEmpty() ? null : values;
  }

  private @Nullable Object scalar(Fields.Item item, Fields fields) {
    JsonNode value = item.value();
    if (value.isTextual()) {
      return fields.string(item, "value");
    }
    if (value.isNumber() && isOrdinary(value)) {
      return value.numberValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    errors.invalid(
        item.pointer(),
        value.isNumber()
            ? "a number is of the size that a double can have"
            : "this is a string, a number or a boolean",
        Fields.text(value));
    return null;
  }

  // Whoever rounds 1E+1000000000 fills the memory with its digits.
  private static boolean isOrdinary(JsonNode number) {
    double near = number.doubleValue();
    return Double.isFinite(near) && (near != 0 || number.decimalValue().signum() == 0);
  }
}
