package dev.tributary.ops;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real load balancer, HAProxy, before servers of loopback that need not be there yet. It asks
 * each for its readiness, and never repeats a request: what fails is seen.
 */
final class LoadBalancer implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      defaults
        mode http
        timeout connect 2s
        timeout client 30s
        timeout server 30s
        timeout check 5s
        retries 0
        option httpchk GET /q/health/ready

      frontend questions
        bind 127.0.0.1:PORT
        default_backend servers

      backend servers
        balance roundrobin
        default-server check inter 100ms fall 1 rise 1
      """;

  /** It ends when its input does: when it is closed, and when this JVM is gone. */
  private static final String UNTIL_NOBODY_LISTENS =
      "\"$0\" -db -f \"$1\" & trap \"kill $!\" EXIT; read -r _";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final List<Integer> servers;

  private LoadBalancer(Process process, int port, List<Integer> servers) {
    this.process = process;
    this.port = port;
    this.servers = servers;
  }

  /** Starts it for so many servers. */
  static LoadBalancer start(Path folder, int servers) throws IOException {
    String program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator), new String[] {"/usr/sbin"})
            .flatMap(Stream::of)
            .map(place -> Path.of(place, "haproxy"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElseGet(() -> abort("no haproxy on this machine"));
    List<Integer> ports = freePorts(servers + 1);
    int port = ports.removeFirst();
    StringBuilder configuration = new StringBuilder(CONFIGURATION.replace("PORT", "" + port));
    ports.forEach(p -> configuration.append("  server s%d 127.0.0.1:%d%n".formatted(p, p)));
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
    Process process =
        new ProcessBuilder("sh", "-c", UNTIL_NOBODY_LISTENS, program, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    return new LoadBalancer(process, port, List.copyOf(ports));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Where it expects the servers. */
  List<Integer> servers() {
    return servers;
  }

  /** Waits until it has seen which servers are ready: a whole round without a failure, and more. */
  void awaitSettled() throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int inARow = 0;
      while (inARow < 3 * servers.size()) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new AssertionError("the load balancer finds no servers");
        }
        try {
          int status = client.send(ready, BodyHandlers.discarding()).statusCode();
          inARow = status == 200 ? inARow + 1 : 0;
        } catch (ConnectException _) {
          inARow = 0;
        }
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** All open at once, so that they differ. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
