package dev.tributary.bench;

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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
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
 * reads no more of the answer than it must, and gives it on as it came.
 */
public final class BareStores {
  private static final String HOST = "127.0.0.1";
  private static final Buffer FLOOR = Buffer.buffer("x".repeat(12_000));

  private final Map<String, URI> stores = new HashMap<>();
  private final Map<String, List<Call>> recorded = new ConcurrentHashMap<>();
  private final HttpClient http;
  private final Vertx vertx;
  private volatile String recording = "";
  private ManagedChannel qdrant;
  private PgConnection postgres;

  /** A call that can be made again; its answer as bytes. */
  private interface Call {
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
      bare.postgres = connect(vertx, bare.stores.get("pgvector"));
    }
    vertx.createHttpServer().requestHandler(bare::answer).listen(Integer.parseInt(args[0]), HOST);
  }

  private void answer(HttpServerRequest request) {
    String[] path = request.path().split("/", 4);
    switch (path[1]) {
      case "floor" -> request.response().end(FLOOR);
      case "bare" -> end(request, again(path[2] + "/" + request.getParam("q")));
      case "record" -> record(request, path[2] + "/" + request.getParam("q"));
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
                    recorded.get(key).add(script(body.toJsonObject()));
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
              Call call = () -> send(kind, request.method(), path + query, headers, body);
              // What a store is like is asked once, and with GET; its questions are posted.
              if (request.method() == HttpMethod.POST) {
                recorded.get(recording).add(call);
              } else {
                request.response().putHeader("Content-Type", "application/json");
              }
              return call.make();
            });
  }

  private Future<Buffer> send(
      String kind, HttpMethod method, String path, Map<String, String> headers, Buffer body) {
    URI store = stores.get(kind);
    return http.request(method, store.getPort(), store.getHost(), path)
        .compose(
            request -> {
              headers.forEach(request::putHeader);
              return body.length() == 0 ? request.send() : request.send(body);
            })
        .compose(HttpClientResponse::body);
  }

  private void tapQdrant(int port) throws IOException {
    URI store = stores.get("qdrant");
    qdrant =
        NettyChannelBuilder.forAddress(store.getHost(), store.getPort())
            .usePlaintext()
            .directExecutor()
            .build();
    NettyServerBuilder.forAddress(new InetSocketAddress(HOST, port))
        .addService(
            new PointsGrpc.PointsImplBase() {
              @Override
              public void query(QueryPoints query, StreamObserver<QueryResponse> to) {
                recorded.get(recording).add(() -> ask(query));
                PointsGrpc.newStub(qdrant).query(query, to);
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

  private Future<Buffer> ask(QueryPoints query) {
    return Future.future(
        promise ->
            PointsGrpc.newStub(qdrant)
                .query(
                    query,
                    new StreamObserver<>() {
                      @Override
                      public void onNext(QueryResponse answer) {
                        promise.complete(Buffer.buffer(answer.toByteArray()));
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

  /** A transaction: {@code {"begin", "statements": [{"sql", "values"}], "end"}}, pipelined. */
  private Call script(JsonObject script) {
    JsonArray statements = script.getJsonArray("statements");
    return () -> {
      List<Future<?>> all = new ArrayList<>();
      List<Future<RowSet<Row>>> answers = new ArrayList<>();
      all.add(postgres.query(script.getString("begin")).execute());
      for (int i = 0; i < statements.size(); i++) {
        JsonObject statement = statements.getJsonObject(i);
        answers.add(
            postgres
                .preparedQuery(statement.getString("sql"))
                .execute(parameters(statement.getJsonArray("values"))));
      }
      all.addAll(answers);
      all.add(postgres.query(script.getString("end")).execute());
      return Future.all(all).map(_ -> texts(answers));
    };
  }

  private static Tuple parameters(JsonArray values) {
    Tuple parameters = Tuple.tuple();
    values.forEach(value -> parameters.addValue(parameter(value)));
    return parameters;
  }

  private static Object parameter(Object value) {
    if (value instanceof JsonArray list) {
      Float[] floats = new Float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = list.getFloat(i);
      }
      return floats;
    }
    return value;
  }

  private static Buffer texts(List<Future<RowSet<Row>>> answers) {
    Buffer texts = Buffer.buffer();
    int left = 10;
    for (Row row : answers.getFirst().result()) {
      if (left-- > 0) {
        texts.appendString(row.getString(4));
      }
    }
    return texts;
  }

  private static PgConnection connect(Vertx vertx, URI url) throws Exception {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url.toString()).setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options).toCompletionStage().toCompletableFuture().get();
  }
}
