package dev.tributary.api;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP as bytes on a socket: what no client library would send, and all that comes back. */
final class RawHttp {
  private static final int TIMEOUT_MS = 10_000;

  private final URI server;

  RawHttp(URI server) {
    this.server = server;
  }

  /** A connection on which a request was sent. */
  Socket open(String request) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(TIMEOUT_MS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  /** All that comes back until the server closes, which it has to. */
  String ask(String request) throws IOException {
    try (Socket socket = open(request)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server did not close the connection", e);
    }
  }

  /** A POST of JSON that closes the connection. */
  static String post(String path, String json) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, json.length(), json);
  }
}
