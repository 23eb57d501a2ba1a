package dev.tributary.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the server, or what is done instead; when it cannot start, says why in words. */
@QuarkusMain
public final class Main {
  private static final int MISUSED = 2;

  private Main() {}

  /** Arguments are configuration by another name, see {@link CommandLine}. */
  public static void main(String... args) {
    try {
      CommandLine.keys(args).forEach(System::setProperty);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(MISUSED);
    }
    // A question's own context is Vert.x's: what brings it back by itself (fanout.Home) costs
    // nothing, while Quarkus
    // would capture and restore a second one around every step of every Uni, at 6 % of all that a
    // question costs.
    System.setProperty("mutiny.disableCallBackDecorators", "true");
    // A target that is no URI would be refused with an empty answer; api.RawErrors tells why.
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(null, Main::exit);
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
