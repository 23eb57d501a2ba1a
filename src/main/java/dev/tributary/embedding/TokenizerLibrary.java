package dev.tributary.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prepares the tokenizer's native library, which is unpacked from its jar before it can be loaded.
 *
 * <p>It goes below the home directory, once for all starts; where that cannot be written, as in a
 * container with a read-only root, into a directory of this process's own below {@code
 * java.io.tmpdir}. The environment variable {@code DJL_CACHE_DIR} names another place. The library
 * would otherwise look for a GPU's build of itself on the network and report its use; it is told to
 * stay offline.
 */
final class TokenizerLibrary {
  private static final String CACHE_DIR = "DJL_CACHE_DIR";

  private TokenizerLibrary() {}

  /** To be called before the library's first use; again is harmless. */
  static synchronized void prepare() {
    System.setProperty("ai.djl.offline", "true");
    if (System.getenv(CACHE_DIR) == null && System.getProperty(CACHE_DIR) == null) {
      System.setProperty(CACHE_DIR, directory(System.getProperty("user.home", "")).toString());
    }
  }

  /** A directory that can be written: below a home, else a new temporary one. */
  static Path directory(String home) {
    Path shared = Path.of(home, ".djl.ai");
    try {
      Files.createDirectories(shared);
      if (Files.isWritable(shared)) {
        return shared;
      }
    } catch (IOException _) {
      // What follows is the way out.
    }
    try {
      // A fixed name would let another user of the machine put a library there first.
      return Files.createTempDirectory("tributary-tokenizer-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no directory for the tokenizer's library: neither "
              + shared
              + " nor java.io.tmpdir can be written",
          e);
    }
  }
}
