package dev.tributary.guard;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.ContextSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries a trace with a call, whatever threads it runs on, to where the call leaves this process:
 * in the context that a Uni's subscriber hands upstream.
 */
public final class TraceContext {
  private static final String KEY = "trace";

  private TraceContext() {}

  /** The call as a part of a trace; the call itself when there is none. */
  public static <T> Uni<T> on(Uni<T> call, @Nullable Context trace) {
    return trace == null
        ? call
        : call.withContext(
            (same, context) -> {
              context.put(KEY, trace);
              return same;
            });
  }

  /** The trace that whoever subscribed is a part of; null when it is none. */
  public static @Nullable Context of(ContextSupport subscriber) {
    io.smallrye.mutiny.Context context = subscriber.context();
    return context.contains(KEY) ? context.get(KEY) : null;
  }
}
