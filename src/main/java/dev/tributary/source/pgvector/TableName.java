package dev.tributary.source.pgvector;

import dev.tributary.guard.BadConfiguration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table, with its schema or found on the search path.
 *
 * @param shown as it was configured
 * @param quoted as it stands in SQL
 */
record TableName(String shown, String quoted) {
  /** What PostgreSQL keeps of a name. */
  private static final int MAX_BYTES = 63;

  static TableName of(String key, String name) {
    String[] parts = name.split("\\.", -1);
    boolean named =
        Arrays.stream(parts)
            .allMatch(part -> !part.isBlank() && part.length() <= MAX_BYTES && part.indexOf(0) < 0);
    if (parts.length > 2 || !named) {
      throw new BadConfiguration(key, "\"" + name + "\"", "a table or schema.table");
    }
    return new TableName(
        name, Arrays.stream(parts).map(TableName::quoted).collect(Collectors.joining(".")));
  }

  /** A name of anything as it stands in SQL, whatever is in it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A string as it stands in SQL. */
  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
