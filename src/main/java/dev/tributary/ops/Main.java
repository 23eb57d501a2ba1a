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
    // A question's own context is Vert.x's: what brings it back by itself (fanout.Home) costs
    // nothing, while Quarkus
    // would capture and restore a second one around every step of every Uni, at 6 % of all that a
    // question costs.
    System.setProperty("mutiny.disableCallBackDecorators", "true");
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
