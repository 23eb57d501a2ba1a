package dev.tributary.source.lucene;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/** Metadata as bytes and back, each value of the type it had: an int stays an int. */
final class MetadataCodec {
  private MetadataCodec() {}

  /**
   * @throws IllegalArgumentException when a value is neither a scalar nor a list of scalars
   */
  static byte[] encode(Map<String, Object> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(metadata.size());
      for (Map.Entry<String, Object> entry : metadata.entrySet()) {
        writeText(out, entry.getKey());
        write(out, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static Map<String, Object> decode(BytesRef bytes) throws IOException {
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length));
    int size = in.readInt();
    Map<String, Object> metadata = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      metadata.put(readText(in), read(in));
    }
    return metadata;
  }

  private static void write(DataOutputStream out, String key, Object value) throws IOException {
    switch (value) {
      case String s -> writeTagged(out, 's', s);
      case Boolean b -> {
        out.writeByte('b');
        out.writeBoolean(b);
      }
      case Integer i -> {
        out.writeByte('i');
        out.writeInt(i);
      }
      case Long l -> {
        out.writeByte('l');
        out.writeLong(l);
      }
      case Float f -> {
        out.writeByte('f');
        out.writeFloat(f);
      }
      case Double d -> {
        out.writeByte('d');
        out.writeDouble(d);
      }
      case BigInteger big -> writeTagged(out, 'I', big.toString());
      case Number other -> writeTagged(out, 'D', other.toString());
      case List<?> list -> {
        out.writeByte('L');
        out.writeInt(list.size());
        for (Object one : list) {
          if (one instanceof List<?>) {
            throw notAllowed(key, one);
          }
          write(out, key, one);
        }
      }
      default -> throw notAllowed(key, value);
    }
  }

  private static Object read(DataInputStream in) throws IOException {
    byte tag = in.readByte();
    return switch (tag) {
      case 's' -> readText(in);
      case 'b' -> in.readBoolean();
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'f' -> in.readFloat();
      case 'd' -> in.readDouble();
      case 'I' -> new BigInteger(readText(in));
      case 'D' -> new BigDecimal(readText(in));
      case 'L' -> {
        int size = in.readInt();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          list.add(read(in));
        }
        yield List.copyOf(list);
      }
      default -> throw new IOException("metadata of an unknown type " + tag);
    };
  }

  private static IllegalArgumentException notAllowed(String key, Object value) {
    return new IllegalArgumentException(
        "metadata \"%s\" is a %s; allowed: string, number, boolean, or a list of them"
            .formatted(key, value.getClass().getSimpleName()));
  }

  private static void writeTagged(DataOutputStream out, char tag, String text) throws IOException {
    out.writeByte(tag);
    writeText(out, text);
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
