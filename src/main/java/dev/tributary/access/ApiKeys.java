package dev.tributary.access;

import dev.tributary.passage.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All keys that are valid now. */
record ApiKeys(List<ApiKey> keys) {
  /** What a line of the file looks like, for messages. */
  static final String LINE = "<name> <64 hex digits: SHA-256 of the key> [admin]";

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,64})\\s+([0-9a-fA-F]{64})(\\s+admin)?");
  private static final int MAX_KEY = 1_024;

  ApiKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Reads the lines of a key file; what follows a {@code #} at a line's beginning is a comment.
   *
   * @throws IllegalArgumentException naming the line that is wrong, never what stands there
   */
  static ApiKeys parse(String file) {
    List<ApiKey> keys = new ArrayList<>();
    int number = 0;
    for (String raw : file.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher m = FORM.matcher(line);
      if (!m.matches()) {
        throw new IllegalArgumentException("line " + number + " is not of the form " + LINE);
      }
      String hash = m.group(2).toLowerCase(Locale.ROOT);
      if (keys.stream().anyMatch(k -> k.sha256().equals(hash))) {
        throw new IllegalArgumentException("line " + number + " repeats a key");
      }
      keys.add(new ApiKey(m.group(1), hash, m.group(3) != null));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no line is of the form " + LINE);
    }
    return new ApiKeys(keys);
  }

  /** Whose key this is. Takes the same time whichever it is, and if it is nobody's. */
  Optional<ApiKey> find(String presented) {
    if (presented.length() > MAX_KEY) {
      return Optional.empty();
    }
    byte[] hash = Sha256.of(presented);
    @Nullable ApiKey found = null;
    for (ApiKey key : keys) {
      if (MessageDigest.isEqual(key.hash(), hash)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }
}
