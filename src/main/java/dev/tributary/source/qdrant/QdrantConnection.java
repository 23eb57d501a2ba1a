package dev.tributary.source.qdrant;

import com.google.common.util.concurrent.ListenableFuture;
import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractStub;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one source: over one HTTP/2 connection, opened by the first of them, which carries
 * as many at once as are made. A call ends with its deadline, or when it is cancelled, on the wire
 * too.
 */
final class QdrantConnection implements AutoCloseable {
  private final QdrantTarget target;
  private final Channels channels;
  private final Duration connectTimeout;
  private final int maxBody;
  private @Nullable QdrantGrpcClient client;
  private volatile @Nullable Stubs stubs;
  private boolean closed;

  private record Stubs(
      PointsFutureStub points, CollectionsFutureStub collections, Runnable startAnew) {}

  QdrantConnection(QdrantSettings settings, Channels channels) {
    target = settings.target();
    this.channels = channels;
    // A host that is gone says so before the wait has passed.
    connectTimeout = settings.store().source().waitTime().dividedBy(2);
    maxBody = settings.maxBody();
  }

  /** A call about points. */
  <T> Uni<T> points(Deadline deadline, Function<PointsFutureStub, ListenableFuture<T>> call) {
    return call(deadline, Stubs::points, call);
  }

  /** A call about collections. */
  <T> Uni<T> collections(
      Deadline deadline, Function<CollectionsFutureStub, ListenableFuture<T>> call) {
    return call(deadline, Stubs::collections, call);
  }

  /** Whether the connection has been opened. */
  boolean isOpen() {
    return stubs != null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.channel().shutdownNow();
    }
  }

  private <S extends AbstractStub<S>, T> Uni<T> call(
      Deadline deadline, Function<Stubs, S> service, Function<S, ListenableFuture<T>> call) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Stubs open = stubs;
              // The first time classes are loaded and certificates read: nothing for an event loop.
              return open == null
                  ? Uni.createFrom()
                      .item(this::open)
                      .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                      .chain(opened -> call(opened, deadline, service, call))
                  : call(open, deadline, service, call);
            })
        .onFailure()
        .transform(failure -> GrpcErrors.of(failure, target));
  }

  private <S extends AbstractStub<S>, T> Uni<T> call(
      Stubs open,
      Deadline deadline,
      Function<Stubs, S> service,
      Function<S, ListenableFuture<T>> call) {
    return FutureCall.of(
        () -> {
          long left = deadline.remaining().toNanos();
          if (left == 0) {
            throw new SourceException(ErrorKind.TIMEOUT, "no time left to ask " + target);
          }
          // How long a server that is down is left alone is the breaker's to say, not the
          // channel's.
          open.startAnew().run();
          return call.apply(service.apply(open).withDeadlineAfter(left, TimeUnit.NANOSECONDS));
        });
  }

  /**
   * A channel that could not connect fails all calls until it has tried again by itself; one that
   * is idle connects for the next of them.
   */
  private static void startAnew(ManagedChannel channel) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.enterIdle();
    }
  }

  private synchronized Stubs open() {
    Stubs known = stubs;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new SourceException(ErrorKind.UNAVAILABLE, "the server is stopping");
    }
    QdrantGrpcClient.Builder builder =
        // Not checked against the server's version: that would block, without a deadline.
        QdrantGrpcClient.newBuilder(channels.open(target, connectTimeout, maxBody), true, false);
    if (target.apiKey() != null) {
      builder.withApiKey(target.apiKey());
    }
    QdrantGrpcClient opened = builder.build();
    client = opened;
    Stubs fresh =
        new Stubs(opened.points(), opened.collections(), () -> startAnew(opened.channel()));
    stubs = fresh;
    return fresh;
  }
}
