package dev.tributary.fanout;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The way back to where a question came from, wherever its sources ended. */
public final class Home {
  private Home() {}

  /**
   * Runs tasks on the caller's Vert.x context, without a hop when they are there already; inline
   * when there is none.
   */
  public static Executor current() {
    @Nullable Context home = Vertx.currentContext();
    return home == null
        ? Runnable::run
        : task -> {
          if (Vertx.currentContext() == home) {
            task.run();
          } else {
            home.runOnContext(_ -> task.run());
          }
        };
  }

  /**
   * Runs tasks on the caller's Vert.x context too, but once what runs there now is over: what an
   * answer must not wait for. Inline when there is none.
   */
  public static Executor afterwards() {
    @Nullable Context home = Vertx.currentContext();
    return home == null ? Runnable::run : task -> home.runOnContext(_ -> task.run());
  }
}
