package dev.tributary.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the server, which stands in {@code pom.xml} and is repeated where no build
 * reaches.
 */
final class Version {
  private static final Pattern OF_PROJECT =
      Pattern.compile("<artifactId>tributary</artifactId>\\s*<version>([^<]+)</version>");

  private Version() {}

  static String ofBuild() throws IOException {
    Matcher version = OF_PROJECT.matcher(Files.readString(Path.of("pom.xml")));
    if (!version.find()) {
      throw new AssertionError("pom.xml has no version");
    }
    return version.group(1);
  }
}
