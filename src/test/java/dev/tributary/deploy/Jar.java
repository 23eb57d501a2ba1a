package dev.tributary.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A library on the class path, without running anything of it. */
record Jar(Path file) {
  /** All jars whose name begins so. */
  static List<Jar> named(String beginning) {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> jar.getFileName().toString().startsWith(beginning))
        .sorted()
        .map(Jar::new)
        .toList();
  }

  /** The names of its files. */
  List<String> entries() {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(String entry) {
    try (JarFile jar = new JarFile(file.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of its classes, as {@code Class.forName} takes them. */
  List<String> classes() {
    return entries().stream()
        .filter(e -> e.endsWith(".class") && !e.startsWith("META-INF/") && !e.contains("-info"))
        .map(e -> e.substring(0, e.length() - ".class".length()).replace('/', '.'))
        .toList();
  }

  /** A class of it, not initialised. */
  static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Jar.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new AssertionError(name, e);
    }
  }
}
