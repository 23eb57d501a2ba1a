package dev.tributary.source.qdrant;

import dev.tributary.source.StoredNumbers;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in Java and in a payload; numbers there are what {@link StoredNumbers} keeps. */
final class Payloads {
  private Payloads() {}

  /** A payload as scalars, lists and maps, without what is null. */
  static Map<String, Object> read(Map<String, Value> payload) {
    Map<String, Object> fields = HashMap.newHashMap(payload.size());
    payload.forEach(
        (key, value) -> {
          @Nullable Object read = read(value);
          if (read != null) {
            fields.put(key, read);
          }
        });
    return fields;
  }

  /** Fields as a payload. */
  static Map<String, Value> write(Map<?, ?> fields) {
    return fields.entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().toString(), e -> write(e.getValue())));
  }

  private static @Nullable Object read(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> null;
      case DOUBLE_VALUE -> value.getDoubleValue();
      case INTEGER_VALUE -> integer(value.getIntegerValue());
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case STRUCT_VALUE -> read(value.getStructValue().getFieldsMap());
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream()
              .map(Payloads::read)
              .filter(one -> one != null)
              .toList();
    };
  }

  /** As JSON is read everywhere else: an int where it fits. */
  private static Number integer(long value) {
    return (int) value == value ? (Number) (int) value : (Number) value;
  }

  private static Value write(Object value) {
    return switch (value) {
      case String text -> ValueFactory.value(text);
      case Boolean flag -> ValueFactory.value(flag);
      case Number number -> number(number);
      case List<?> list -> ValueFactory.value(list.stream().map(Payloads::write).toList());
      case Map<?, ?> map -> ValueFactory.value(write(map));
      default -> throw new IllegalArgumentException("no place for a " + value.getClass());
    };
  }

  /** What is no number at all has no place in JSON. */
  private static Value number(Number number) {
    if (!(number instanceof BigDecimal) && !Double.isFinite(number.doubleValue())) {
      return ValueFactory.nullValue();
    }
    return switch (StoredNumbers.kept(number)) {
      case Long whole -> ValueFactory.value(whole);
      case Double broken -> ValueFactory.value(broken);
      case Object text -> ValueFactory.value(text.toString());
    };
  }
}
