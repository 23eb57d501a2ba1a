package dev.tributary.access;

import dev.tributary.guard.BadConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * The key file, read again when it changes.
 *
 * <p>Its bytes are compared, not its time: mounted secrets and fast edits keep a time they had. A
 * file that became unreadable or wrong keeps the keys that were valid before.
 */
final class ApiKeyFile {
  static final String KEY = "tributary.api-keys-file";
  private static final Logger LOG = Logger.getLogger(ApiKeyFile.class);
  private static final int MAX_BYTES = 1024 * 1024;
  private static final byte[] UNREADABLE = {};

  private final Path path;
  private byte[] seen;
  private volatile ApiKeys keys;

  /**
   * Reads the file; blocks.
   *
   * @throws BadConfiguration when it cannot be read or a line is wrong
   */
  ApiKeyFile(Path path) {
    this.path = path;
    try {
      seen = read();
      keys = ApiKeys.parse(new String(seen, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BadConfiguration(KEY, path.toString(), "a file that this server can read");
    } catch (IllegalArgumentException e) {
      throw new BadConfiguration(
          KEY, path + " (" + e.getMessage() + ")", "lines of the form " + ApiKeys.LINE);
    }
  }

  /** Those that are valid now. */
  ApiKeys keys() {
    return keys;
  }

  /** Reads the file again and takes over what changed; blocks. */
  synchronized void refresh() {
    byte[] now;
    try {
      now = read();
    } catch (IOException e) {
      now = UNREADABLE;
    }
    if (Arrays.equals(seen, now)) {
      return;
    }
    seen = now;
    if (now == UNREADABLE) {
      LOG.errorf("%s cannot be read; the keys from before stay valid", path);
      return;
    }
    try {
      keys = ApiKeys.parse(new String(now, StandardCharsets.UTF_8));
      LOG.infof("%s: API keys that are valid now: %d", path, keys.keys().size());
    } catch (IllegalArgumentException e) {
      LOG.errorf("%s: %s; the keys from before stay valid", path, e.getMessage());
    }
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
