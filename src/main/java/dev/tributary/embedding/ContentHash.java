package dev.tributary.embedding;

import dev.tributary.passage.Sha256;
import java.nio.ByteBuffer;

/** The first 128 bits of a text's SHA-256: enough that no two texts of a cache ever share them. */
record ContentHash(long high, long low) {
  static ContentHash of(String text) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(text));
    return new ContentHash(digest.getLong(), digest.getLong());
  }
}
