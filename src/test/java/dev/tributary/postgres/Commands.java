package dev.tributary.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that a test server needs. */
final class Commands {
  private Commands() {}

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A command as the user that PostgreSQL wants to be, since it refuses to be root. */
  static String[] asOwner(String... command) {
    return isRoot()
        ? Stream.concat(
                Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"),
                Arrays.stream(command))
            .toArray(String[]::new)
        : command;
  }

  static String run(String... command) {
    return run(Map.of(), true, command);
  }

  /**
   * Runs to its end; what it said.
   *
   * @throws IllegalStateException with what it said when it had to succeed and did not
   */
  static String run(Map<String, String> environment, boolean mustSucceed, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 && mustSucceed) {
        throw new IllegalStateException(command[0] + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
