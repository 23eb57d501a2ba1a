package dev.tributary.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/**
 * As much of a PostgreSQL as a rehearsal needs, on a free port of loopback: it lets everybody in,
 * and gives each statement the rows that were put there for it.
 */
public final class StubPostgres implements AutoCloseable {
  private final ServerSocket socket;
  private final Map<String, List<List<Object>>> answers;

  private StubPostgres(ServerSocket socket, Map<String, List<List<Object>>> answers) {
    this.socket = socket;
    this.answers = answers;
  }

  /**
   * Starts one.
   *
   * @param answers at least one row, for statements in which these words stand: strings, integers,
   *     doubles, booleans, bytes and lists of strings
   */
  public static StubPostgres start(Map<String, List<List<Object>>> answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    StubPostgres stub = new StubPostgres(socket, answers);
    Thread.ofVirtual().start(stub::accept);
    return stub;
  }

  /** Where it is, as a source is configured. */
  public String url() {
    return "postgresql://%s:%d/rehearsal"
        .formatted(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
  }

  /** Lets nobody in any more, and leaves who is there. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      new StubSession(client, answers).run(() -> !socket.isClosed());
    } catch (IOException gone) {
      // Nobody is left to be told.
    }
  }
}
