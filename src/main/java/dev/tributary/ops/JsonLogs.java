package dev.tributary.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Has the console write JSON when that is wanted. */
@ApplicationScoped
class JsonLogs {
  /** Before whoever says something at the start. */
  private static final int FIRST = 1;

  private final boolean wanted;

  JsonLogs(LogFormatConfig config) {
    wanted = config.json();
  }

  void start(@Observes @Priority(FIRST) StartupEvent start) {
    if (wanted) {
      setFormatter(LogContext.getLogContext().getLogger("").getHandlers());
    }
  }

  private static void setFormatter(Handler[] handlers) {
    for (Handler handler : handlers) {
      if (handler instanceof ConsoleHandler) {
        handler.setFormatter(new JsonFormatter());
      } else if (handler instanceof ExtHandler around) {
        setFormatter(around.getHandlers());
      }
    }
  }
}
