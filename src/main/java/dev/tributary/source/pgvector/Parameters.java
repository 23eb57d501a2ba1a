package dev.tributary.source.pgvector;

import java.util.ArrayList;
import java.util.List;

/** The values of a statement in the making, each known in its text by its place. */
final class Parameters {
  private final List<Object> values = new ArrayList<>();

  /** Binds a value; what stands for it in the text. */
  String bind(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  List<Object> values() {
    return values;
  }
}
