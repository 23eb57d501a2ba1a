package dev.tributary;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;

/** The classes of the server, without those of tests. */
final class MainClasses {
  static final JavaClasses ALL =
      new ClassFileImporter().withImportOption(MainClasses::isMain).importPackages("dev.tributary");

  private MainClasses() {}

  /** Whether a class was made from {@code src/main}, wherever the compiler put it. */
  private static boolean isMain(Location location) {
    String uri = location.asURI().toString();
    String path = uri.substring(uri.lastIndexOf("/dev/tributary/"));
    return Files.exists(
        Path.of("src/main/java" + path.replaceFirst("(\\$.*)?\\.class$", "") + ".java"));
  }
}
