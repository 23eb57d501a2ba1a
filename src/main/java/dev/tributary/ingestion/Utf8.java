package dev.tributary.ingestion;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of files: UTF-8, with or without a byte order mark, and nothing else. */
final class Utf8 {
  private Utf8() {}

  /**
   * The text without its mark.
   *
   * @throws CharacterCodingException when it is not UTF-8
   */
  static String decode(byte[] bytes, int length) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * A text that UTF-8 can hold: half a surrogate pair, which JSON may escape, becomes a question
   * mark.
   */
  static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
