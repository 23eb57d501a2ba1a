package dev.tributary.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes small networks in ONNX's own format (protobuf; field numbers as in its {@code
 * onnx.proto}), of operators as version 11 has them.
 */
final class OnnxFile {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OF_INT = 2;
  private static final int OF_INTS = 7;

  private final Message graph = new Message();

  /** A result of an operator; the attribute, where there is one, is an integer or a list of one. */
  OnnxFile node(String operator, String output, String... inputs) {
    return node(operator, output, _ -> {}, inputs);
  }

  /** An operator with an integer as its attribute. */
  OnnxFile node(String operator, String output, String attribute, int value, String... inputs) {
    return node(
        operator,
        output,
        node ->
            node.message(5, new Message().text(1, attribute).number(3, value).number(20, OF_INT)),
        inputs);
  }

  /** An operator along one axis. */
  OnnxFile along(int axis, String operator, String output, String input) {
    return node(
        operator,
        output,
        node -> node.message(5, new Message().text(1, "axes").number(8, axis).number(20, OF_INTS)),
        input);
  }

  private OnnxFile node(
      String operator, String output, Consumer<Message> attribute, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(4, operator);
    attribute.accept(node);
    graph.message(1, node);
    return this;
  }

  /** A constant. */
  OnnxFile constant(String name, float value) {
    byte[] raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    graph.message(5, new Message().number(2, FLOAT).text(8, name).bytes(9, raw));
    return this;
  }

  /** An input of one row of integers, of any length. */
  OnnxFile input(String name) {
    graph.message(11, value(name, INT64, List.of(1L, -1L)));
    return this;
  }

  /** An output of floats. */
  OnnxFile output(String name, Long... shape) {
    graph.message(12, value(name, FLOAT, List.of(shape)));
    return this;
  }

  /** The file. */
  byte[] bytes() {
    graph.text(2, "tiny");
    return new Message()
        .number(1, 6)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 11))
        .bytes();
  }

  private static Message value(String name, int type, List<Long> dimensions) {
    Message shape = new Message();
    for (long dimension : dimensions) {
      Message one = new Message();
      shape.message(1, dimension < 0 ? one.text(2, "n") : one.number(1, dimension));
    }
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A message of protobuf: fields with their numbers, one behind the other. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7FL) != 0) {
        out.write((int) ((left & 0x7F) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}
