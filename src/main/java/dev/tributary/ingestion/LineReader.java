package dev.tributary.ingestion;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Lines of bytes, each bounded: of a longer one only the bound is kept in memory. */
final class LineReader implements Closeable {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int position;
  private int end;
  private long number;
  private boolean cut;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    line.reset();
    cut = false;
    if (position == end && !fill()) {
      return false;
    }
    number++;
    while (true) {
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      keep(start, position - start);
      if (position < end) {
        position++;
        return true;
      }
      if (!fill()) {
        return true;
      }
    }
  }

  /** The number of this line, from 1. */
  long number() {
    return number;
  }

  /** This line as far as it was kept, without its end. */
  byte[] bytes() {
    return line.toByteArray();
  }

  /** Whether this line is longer than the bound. */
  boolean isCut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void keep(int start, int length) {
    int room = maxBytes - line.size();
    cut |= length > room;
    line.write(buffer, start, Math.min(length, room));
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
