package dev.tributary.api.mcp;

import io.quarkiverse.mcp.server.InitialCheck;
import io.quarkiverse.mcp.server.InitialRequest;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;

/** Bounds how many sessions are remembered. A call needs none, so that nobody is locked out. */
@Singleton
class Sessions implements InitialCheck {
  static final int MOST = 10_000;

  private final Iterable<?> sessions;

  @Inject
  Sessions(ConnectionManager sessions) {
    this((Iterable<?>) sessions);
  }

  Sessions(Iterable<?> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<CheckResult> perform(InitialRequest request) {
    long open = StreamSupport.stream(sessions.spliterator(), false).limit(MOST).count();
    return open < MOST
        ? CheckResult.success()
        : CheckResult.error("more than " + MOST + " sessions are open; try again in some minutes");
  }
}
