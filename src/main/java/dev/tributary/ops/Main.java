package dev.tributary.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the server; when it cannot start, says why in words. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** No arguments are read: configuration has its own places. */
  public static void main(String... args) {
    Quarkus.run(null, Main::exit, args);
  }

  private static void exit(int code, @Nullable Throwable failure) {
    if (failure != null) {
      StartFailure.inWords(failure)
          .ifPresentOrElse(
              System.err::println,
              () -> Logger.getLogger(Main.class).error("Tributary cannot start", failure));
    }
    System.exit(code);
  }
}
