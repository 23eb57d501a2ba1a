package dev.tributary.source.qdrant;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where in a payload something stands, in Qdrant's notation: names joined by dots, or in quotes.
 */
final class PayloadPaths {
  private PayloadPaths() {}

  /** A field of the payload itself. */
  static String field(String name) {
    return quoted(name);
  }

  /**
   * Where the metadata of a key may stand: under that very name and, if it has dots, nested.
   *
   * @throws SourceException UNSUPPORTED when the key has a quote, which no path can say
   */
  static List<String> metadata(String key, StoreFields names) {
    String before = names.hasFlatMetadata() ? "" : quoted(names.metadata()) + ".";
    List<String> paths = new ArrayList<>(2);
    paths.add(before + quoted(key));
    String[] steps = key.split("\\.", -1);
    if (steps.length > 1 && Arrays.stream(steps).noneMatch(String::isEmpty)) {
      paths.add(
          before + Arrays.stream(steps).map(PayloadPaths::quoted).collect(Collectors.joining(".")));
    }
    return paths;
  }

  private static String quoted(String name) {
    if (isPlain(name)) {
      return name;
    }
    if (name.indexOf('"') >= 0) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED, "Qdrant cannot filter by a key with a quote: " + name);
    }
    return '"' + name + '"';
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && c != '_' && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
