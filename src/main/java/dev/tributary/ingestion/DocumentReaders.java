package dev.tributary.ingestion;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Finds the reader for what stands in {@code load=}. */
final class DocumentReaders {
  private static final String CLASSPATH = "classpath:";

  private final ClassLoader loader;

  DocumentReaders(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Opens a folder or a {@code .jsonl[.gz]}, on disk or on the class path.
   *
   * @throws IOException when it is not there or is neither; its message is for everybody who may
   *     ask, so it names no folder
   */
  DocumentReader open(String location) throws IOException {
    try {
      return location.endsWith(".jsonl") || location.endsWith(".jsonl.gz")
          ? new JsonLinesReader(stream(location))
          : new TextFilesReader(tree(location));
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "cannot read what load= names (%s); allowed are a folder of .md .txt .html, a .jsonl, a .jsonl.gz, or classpath: and one of these"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  private InputStream stream(String location) throws IOException {
    InputStream in =
        location.startsWith(CLASSPATH)
            ? ClassPathFolder.open(loader, onClassPath(location))
            : Files.newInputStream(Path.of(location));
    return location.endsWith(".gz") ? new GZIPInputStream(in, 64 * 1024) : in;
  }

  private FileTree tree(String location) throws IOException {
    if (location.startsWith(CLASSPATH)) {
      return new ClassPathFolder(loader, onClassPath(location));
    }
    Path folder = Path.of(location);
    if (!Files.isDirectory(folder)) {
      throw new FileNotFoundException("no folder");
    }
    return new Folder(folder);
  }

  private static String onClassPath(String location) {
    return location.substring(CLASSPATH.length()).replaceAll("^/+|/+$", "");
  }
}
