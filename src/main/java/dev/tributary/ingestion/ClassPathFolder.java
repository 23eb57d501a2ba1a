package dev.tributary.ingestion;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A folder on the class path: in class folders, in jars, in a native image, or in several. */
record ClassPathFolder(ClassLoader loader, String root) implements FileTree {
  @Override
  public Listing list() throws IOException {
    TreeSet<String> files = new TreeSet<>();
    for (Listing part : parts()) {
      files.addAll(part.files());
    }
    return new Listing(List.copyOf(files), List.of());
  }

  @Override
  public InputStream open(String file) throws IOException {
    return open(loader, root + "/" + file);
  }

  /** A single file on the class path. */
  static InputStream open(ClassLoader loader, String name) throws IOException {
    InputStream in = loader.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("classpath:" + name);
    }
    return in;
  }

  private List<Listing> parts() throws IOException {
    if (ImageMode.current().isNativeImage()) {
      return List.of(new Folder(resources().getPath("/" + root)).list());
    }
    List<Listing> parts = new ArrayList<>();
    ClassPathUtils.consumeAsPaths(loader, root, path -> parts.add(listingOf(path)));
    if (parts.isEmpty()) {
      throw new FileNotFoundException("classpath:" + root);
    }
    return parts;
  }

  private static Listing listingOf(Path path) {
    try {
      return Files.isDirectory(path) ? new Folder(path).list() : new Listing(List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The resources of a native image are a file system of their own, which is opened once.
  private static FileSystem resources() throws IOException {
    URI uri = URI.create("resource:/");
    try {
      return FileSystems.newFileSystem(uri, Map.of());
    } catch (FileSystemAlreadyExistsException _) {
      return FileSystems.getFileSystem(uri);
    }
  }
}
