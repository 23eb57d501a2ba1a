package dev.tributary.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Files below a root, wherever that is. */
interface FileTree {
  /** The most files a tree may hold. */
  int MAX_FILES = 200_000;

  /**
   * Paths below the root, with {@code /} between their parts, in order.
   *
   * @param files that were found
   * @param unreadable folders whose files are unknown
   */
  record Listing(List<String> files, List<String> unreadable) {}

  /** All files; names that begin with a dot are left out, and links to folders not followed. */
  Listing list() throws IOException;

  /** One of them. */
  InputStream open(String file) throws IOException;
}
