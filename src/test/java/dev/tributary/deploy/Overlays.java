package dev.tributary.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What can be applied to a cluster. */
final class Overlays {
  static final Path ROOT = Path.of("k8s");

  private Overlays() {}

  static List<Path> all() {
    return foldersOf(ROOT.resolve("overlays"));
  }

  static List<Path> components() {
    return foldersOf(ROOT.resolve("components"));
  }

  private static List<Path> foldersOf(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
