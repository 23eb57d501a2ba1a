package dev.tributary.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The types and the binary forms of the values that {@link StubPostgres} gives. */
final class StubValue {
  static final int TEXT = 25;
  static final int FLOATS = 1021;

  private static final int BOOLEAN = 16;
  private static final int BYTES = 17;
  private static final int INTEGER = 23;
  private static final int DOUBLE = 701;
  private static final int TEXTS = 1009;

  private StubValue() {}

  /** The number of a value's type in the catalogue. */
  static int type(Object value) {
    return switch (value) {
      case String _ -> TEXT;
      case Boolean _ -> BOOLEAN;
      case byte[] _ -> BYTES;
      case Integer _ -> INTEGER;
      case Double _ -> DOUBLE;
      case List<?> _ -> TEXTS;
      default -> throw new IllegalArgumentException("no type for a " + value.getClass());
    };
  }

  static byte[] bytes(Object value) {
    return switch (value) {
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case Boolean flag -> new byte[] {(byte) (flag ? 1 : 0)};
      case byte[] bytes -> bytes;
      case Integer number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
      case Double number -> ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
      case List<?> list -> list(list);
      default -> throw new IllegalArgumentException("no bytes for a " + value.getClass());
    };
  }

  /** One dimension, no nulls, the type, its length from 1 on, the values with their lengths. */
  private static byte[] list(List<?> list) {
    List<byte[]> values = list.stream().map(StubValue::bytes).toList();
    int size = values.stream().mapToInt(one -> Integer.BYTES + one.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(5 * Integer.BYTES + size);
    buffer.putInt(1).putInt(0).putInt(TEXT).putInt(values.size()).putInt(1);
    values.forEach(one -> buffer.putInt(one.length).put(one));
    return buffer.array();
  }
}
