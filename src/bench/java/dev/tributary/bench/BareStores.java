package dev.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.PointsGrpc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores' own clients behind an HTTP server, and nothing else: {@code BareStores <port> <port
 * of the tap for gRPC> <kind>=<url>…}. What Tributary asks of a store goes through {@code /tap}
 * once and is remembered under a number; {@code /bare/<kind>?q=<number>} asks the very same again,
 * reads the answer's JSON, and gives it on as it came.
 *
 * <p>After {@code /replay/on} the taps give again, at once, what the stores answered before, to
 * Tributary and to the bare clients: a slow store warms nobody up.
 */
public final class BareStores {
  private static final String HOST = "127.0.0.1";
  private static final Buffer FLOOR = Buffer.buffer("x".repeat(12_000));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, URI> stores = new HashMap<>();
  private final Map<String, List<Call>> recorded = new ConcurrentHashMap<>();
  private final HttpClient http;
  private final Vertx vertx;
  private final Map<Object, Object> answers = new ConcurrentHashMap<>();
  private volatile String recording = "";
  private volatile boolean replaying;
  private int port;
  private ManagedChannel qdrant;
  private ManagedChannel tappedQdrant;
  private PgConnection postgres;

  /** A call that can be made again; its answer as bytes. */
  interface Call {
    Future<Buffer> make();
  }

  private BareStores(Vertx vertx, String[] targets) {
    this.vertx = vertx;
    http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
    for (String target : targets) {
      int at = target.indexOf('=');
      stores.put(target.substring(0, at), URI.create(target.substring(at + 1)));
    }
  }

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    String[] targets = List.of(args).subList(2, args.length).toArray(new String[0]);
    BareStores bare = new BareStores(vertx, targets);
    if (bare.stores.containsKey("qdrant")) {
      bare.tapQdrant(Integer.parseInt(args[1]));
    }
    if (bare.stores.containsKey("pgvector")) {
      bare.postgres = PostgresScript.connect(vertx, bare.stores.get("pgvector"));
    }
    bare.port = Integer.parseInt(args[0]);
    vertx.createHttpServer().requestHandler(bare::answer).listen(bare.port, HOST);
  }

  private void answer(HttpServerRequest request) {
    String[] path = request.path().split("/", 4);
    switch (path[1]) {
      case "floor" -> request.response().end(FLOOR);
      case "bare" -> end(request, again(path[2] + "/" + request.getParam("q")));
      case "record" -> record(request, path[2] + "/" + request.getParam("q"));
      case "replay" -> {
        replaying = path[2].equals("on");
        request.response().end();
      }
      case "tap" -> end(request, tap(request, path[2], "/" + path[3]));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void end(HttpServerRequest request, Future<Buffer> answer) {
    answer
        .onSuccess(bytes -> request.response().end(bytes))
        .onFailure(e -> request.response().setStatusCode(502).end(e.toString()));
  }

  private Future<Buffer> again(String key) {
    List<Call> calls = recorded.get(key);
    if (calls == null) {
      return Future.failedFuture("nothing recorded of " + key);
    }
    Future<Buffer> answer = calls.getFirst().make();
    for (Call next : calls.subList(1, calls.size())) {
      answer = answer.compose(_ -> next.make());
    }
    return answer;
  }

  /** What comes through a tap from now on is this; of PostgreSQL the script stands in the body. */
  private void record(HttpServerRequest request, String key) {
    recording = key;
    recorded.put(key, new ArrayList<>());
    end(
        request,
        request
            .body()
            .onSuccess(
                body -> {
                  if (body.length() > 0) {
                    recorded.get(key).add(PostgresScript.of(postgres, body.toJsonObject()));
                  }
                }));
  }

  private Future<Buffer> tap(HttpServerRequest request, String kind, String path) {
    String query = request.query() == null ? "" : "?" + request.query();
    Map<String, String> headers = new HashMap<>();
    for (String name :
        List.of(
            "Content-Type",
            "Accept",
            // Compressing is the store's work, and takes it longer than some searches.
            "Accept-Encoding",
            "Authorization",
            "Accept-Type-Allow-Int64")) {
      if (request.getHeader(name) != null) {
        headers.put(name, request.getHeader(name));
      }
    }
    return request
        .body()
        .compose(
            body -> {
              // It says how long the store may take, never the same.
              Object key = kind + path + query + body.toString().replaceAll("\\d+ms", "");
              if (replaying && answers.get(key) instanceof Buffer known) {
                return Future.succeededFuture(known);
              }
              Call call = () -> send(kind, request.method(), path + query, headers, body);
              // What a store is like is asked once, and with GET; its questions are posted.
              if (request.method() == HttpMethod.POST) {
                recorded.get(recording).add(call);
              } else {
                request.response().putHeader("Content-Type", "application/json");
              }
              return call.make().onSuccess(answer -> answers.put(key, answer));
            });
  }

  private Future<Buffer> send(
      String kind, HttpMethod method, String path, Map<String, String> headers, Buffer body) {
    URI store = stores.get(kind);
    return (replaying
            ? http.request(method, port, HOST, "/tap/" + kind + path)
            : http.request(method, store.getPort(), store.getHost(), path))
        .compose(
            request -> {
              headers.forEach(request::putHeader);
              return body.length() == 0 ? request.send() : request.send(body);
            })
        .compose(HttpClientResponse::body)
        .map(BareStores::read);
  }

  /** A client reads what it is answered, as those over gRPC and of PostgreSQL do by themselves. */
  private static Buffer read(Buffer body) {
    try {
      JSON.readTree(body.getBytes());
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tapQdrant(int port) throws IOException {
    URI store = stores.get("qdrant");
    qdrant = channel(store.getHost(), store.getPort());
    tappedQdrant = channel(HOST, port);
    NettyServerBuilder.forAddress(new InetSocketAddress(HOST, port))
        .addService(
            new PointsGrpc.PointsImplBase() {
              @Override
              public void query(QueryPoints query, StreamObserver<QueryResponse> to) {
                if (replaying && answers.get(query) instanceof QueryResponse known) {
                  to.onNext(known);
                  to.onCompleted();
                  return;
                }
                recorded.get(recording).add(() -> asBytes(ask(query)));
                ask(query)
                    .onFailure(to::onError)
                    .onSuccess(
                        answer -> {
                          answers.put(query, answer);
                          to.onNext(answer);
                          to.onCompleted();
                        });
              }
            })
        .addService(
            new CollectionsGrpc.CollectionsImplBase() {
              @Override
              public void get(
                  GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> to) {
                CollectionsGrpc.newStub(qdrant).get(request, to);
              }
            })
        .build()
        .start();
  }

  private static ManagedChannel channel(String host, int port) {
    return NettyChannelBuilder.forAddress(host, port).usePlaintext().directExecutor().build();
  }

  private static Future<Buffer> asBytes(Future<QueryResponse> answer) {
    return answer.map(one -> Buffer.buffer(one.toByteArray()));
  }

  private Future<QueryResponse> ask(QueryPoints query) {
    return Future.future(
        promise ->
            PointsGrpc.newStub(replaying ? tappedQdrant : qdrant)
                .query(
                    query,
                    new StreamObserver<>() {
                      @Override
                      public void onNext(QueryResponse answer) {
                        promise.complete(answer);
                      }

                      @Override
                      public void onError(Throwable failure) {
                        promise.tryFail(failure);
                      }

                      @Override
                      public void onCompleted() {
                        // The answer has come.
                      }
                    }));
  }
}
