package dev.tributary.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A folder on disk, or in any other file system that Java knows. */
record Folder(Path root) implements FileTree {
  @Override
  public Listing list() throws IOException {
    TreeSet<String> files = new TreeSet<>();
    List<String> unreadable = new ArrayList<>();
    // The root itself may be a link, as mounted volumes often are.
    Path real = root.toRealPath();
    Files.walkFileTree(real, new Visitor(real, files, unreadable));
    return new Listing(List.copyOf(files), unreadable);
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(root.resolve(file));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final TreeSet<String> files;
    private final List<String> unreadable;

    Visitor(Path root, TreeSet<String> files, List<String> unreadable) {
      this.root = root;
      this.files = files;
      this.unreadable = unreadable;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!isHidden(file) && Files.isRegularFile(file)) {
        files.add(nameOf(file));
      }
      if (files.size() > MAX_FILES) {
        throw new IOException("more than %d files below %s".formatted(MAX_FILES, root));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      unreadable.add(nameOf(file));
      return FileVisitResult.CONTINUE;
    }

    private String nameOf(Path file) {
      return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static boolean isHidden(Path path) {
      Path name = path.getFileName();
      return name != null && name.toString().startsWith(".");
    }
  }
}
