package dev.tributary.source.qdrant;

import com.google.protobuf.Message;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsImplBase;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc.PointsImplBase;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fake of a Qdrant server: the service that the vendor's stubs describe, answering what a test
 * says. It proves what goes over the wire, not what Qdrant does.
 */
final class FakeQdrant implements AutoCloseable {
  /** What is done with a search; a call that is neither answered nor failed hangs. */
  @FunctionalInterface
  interface Behaviour {
    void answer(QueryPoints request, StreamObserver<QueryResponse> answer);
  }

  private final Server server;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<QueryPoints> queries = new ConcurrentLinkedQueue<>();
  private final Queue<Metadata> headers = new ConcurrentLinkedQueue<>();
  private final Queue<Long> budgets = new ConcurrentLinkedQueue<>();
  private volatile Behaviour behaviour =
      (_, answer) -> {
        answer.onNext(QueryResponse.getDefaultInstance());
        answer.onCompleted();
      };
  private final Queue<Message> writes = new ConcurrentLinkedQueue<>();
  private final Queue<ScrollPoints> scrolls = new ConcurrentLinkedQueue<>();
  private volatile @Nullable CollectionParams params = CollectionParams.getDefaultInstance();

  private FakeQdrant(int port, @Nullable File certificate, @Nullable File key) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(new Points())
            .addService(new Collections())
            .intercept(new Headers())
            .addTransportFilter(new Connections());
    if (certificate != null) {
      builder.useTransportSecurity(certificate, key);
    }
    server = builder.build().start();
  }

  static FakeQdrant start() throws IOException {
    return new FakeQdrant(0, null, null);
  }

  static FakeQdrant at(int port) throws IOException {
    return new FakeQdrant(port, null, null);
  }

  static FakeQdrant withTls(File certificate, File key) throws IOException {
    return new FakeQdrant(0, certificate, key);
  }

  /** Has a collection of this shape under every name; null: none. */
  FakeQdrant holding(@Nullable CollectionParams changed) {
    params = changed;
    return this;
  }

  FakeQdrant behaving(Behaviour changed) {
    behaviour = changed;
    return this;
  }

  FakeQdrant hanging() {
    return behaving((_, _) -> {});
  }

  int port() {
    return server.getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Searches that are neither answered nor cancelled. */
  int open() {
    return open.get();
  }

  int cancelled() {
    return cancelled.get();
  }

  /** Connections that stand. */
  int connections() {
    return connections.get();
  }

  Queue<QueryPoints> queries() {
    return queries;
  }

  Queue<Metadata> headers() {
    return headers;
  }

  /** Lets go of what it was asked. */
  void forget() {
    queries.clear();
    headers.clear();
    budgets.clear();
  }

  /** All that would change something, in order. */
  List<Message> writes() {
    return List.copyOf(writes);
  }

  /** All that was read without a search. */
  List<ScrollPoints> scrolls() {
    return List.copyOf(scrolls);
  }

  /** What was left of each search's deadline when it came, in milliseconds. */
  Queue<Long> budgets() {
    return budgets;
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  private final class Points extends PointsImplBase {
    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> answer) {
      queries.add(request);
      open.incrementAndGet();
      Context context = Context.current();
      if (context.getDeadline() != null) {
        budgets.add(context.getDeadline().timeRemaining(TimeUnit.MILLISECONDS));
      }
      context.addListener(
          ended -> {
            open.decrementAndGet();
            if (ended.isCancelled() && ended.cancellationCause() != null) {
              cancelled.incrementAndGet();
            }
          },
          Runnable::run);
      behaviour.answer(request, answer);
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> answer) {
      scrolls.add(request);
      answer.onNext(ScrollResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void createFieldIndex(
        CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> answer) {
      write(request, answer);
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> answer) {
      write(request, answer);
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> answer) {
      write(request, answer);
    }

    private void write(Message request, StreamObserver<PointsOperationResponse> answer) {
      writes.add(request);
      answer.onNext(PointsOperationResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private final class Collections extends CollectionsImplBase {
    @Override
    public void get(
        GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> answer) {
      if (params == null) {
        answer.onError(Status.NOT_FOUND.asException());
        return;
      }
      CollectionInfo.Builder info =
          CollectionInfo.newBuilder().setConfig(CollectionConfig.newBuilder().setParams(params));
      for (Message write : writes) {
        if (write instanceof CreateFieldIndexCollection index) {
          info.putPayloadSchema(index.getFieldName(), PayloadSchemaInfo.getDefaultInstance());
        }
      }
      answer.onNext(GetCollectionInfoResponse.newBuilder().setResult(info).build());
      answer.onCompleted();
    }

    @Override
    public void create(
        CreateCollection request, StreamObserver<CollectionOperationResponse> answer) {
      if (params != null) {
        answer.onError(Status.ALREADY_EXISTS.asException());
        return;
      }
      writes.add(request);
      params =
          CollectionParams.newBuilder()
              .setVectorsConfig(request.getVectorsConfig())
              .setSparseVectorsConfig(request.getSparseVectorsConfig())
              .build();
      answer.onNext(CollectionOperationResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private final class Headers implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      headers.add(metadata);
      return next.startCall(call, metadata);
    }
  }

  private final class Connections extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.incrementAndGet();
      return attributes;
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
      connections.decrementAndGet();
    }
  }
}
