package dev.tributary.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record that writes its fields itself, all of them, in their order, null ones left out.
 *
 * <p>Between questions the processor forgets the mapper's long way to a field; most fields of an
 * answer are of two kinds of records, and nobody waits for anything else while they are written.
 */
interface WrittenByHand extends JsonSerializable {
  /** Writes the fields of an object that has begun. */
  void writeFields(JsonGenerator out, SerializerProvider mapper) throws IOException;

  @Override
  default void serialize(JsonGenerator out, SerializerProvider mapper) throws IOException {
    out.writeStartObject();
    writeFields(out, mapper);
    out.writeEndObject();
  }

  @Override
  default void serializeWithType(JsonGenerator out, SerializerProvider mapper, TypeSerializer type)
      throws IOException {
    serialize(out, mapper);
  }

  /** A field, unless it is null. */
  static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  /** A field that the mapper writes, unless it is null. */
  static void object(
      JsonGenerator out, SerializerProvider mapper, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      mapper.defaultSerializeField(name, value, out);
    }
  }
}
