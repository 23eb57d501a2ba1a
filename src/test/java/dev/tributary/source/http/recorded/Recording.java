package dev.tributary.source.http.recorded;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Exchanges in a file that people read and write:
 *
 * <pre>
 * ### hits
 * # title: Rivers
 * GET /search?q=river
 *
 * HTTP 200
 * Content-Type: application/json
 *
 * {"results": […]}
 * </pre>
 *
 * <p>A request may have a body behind an empty line; an answer's body ends at the next {@code ###}.
 */
public final class Recording {
  private static final String SCENARIO = "### ";
  private static final String NOTE = "# ";
  private static final String ANSWER = "HTTP ";

  private Recording() {}

  /** All exchanges of a file. */
  public static List<Exchange> read(Path file) {
    try {
      List<Exchange> exchanges = new ArrayList<>();
      for (String section : ("\n" + Files.readString(file)).split("\n" + SCENARIO, -1)) {
        if (!section.isBlank()) {
          exchanges.add(exchange(section));
        }
      }
      return exchanges;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Exchange exchange(String section) {
    String[] parts = section.split("\n" + ANSWER, 2);
    List<String> asked = new ArrayList<>(parts[0].lines().toList());
    String scenario = asked.removeFirst().strip();
    Map<String, String> notes = new LinkedHashMap<>();
    while (!asked.isEmpty() && asked.getFirst().startsWith(NOTE)) {
      addPair(asked.removeFirst().substring(NOTE.length()), notes);
    }
    String[] line = asked.isEmpty() ? new String[] {"", ""} : asked.removeFirst().split(" ", 2);
    Exchange.Request request =
        new Exchange.Request(line[0], line[1], String.join("\n", asked).strip());
    String[] answer = parts[1].split("\n\n", 2);
    List<String> head = answer[0].lines().toList();
    Map<String, String> headers = new LinkedHashMap<>();
    head.stream().skip(1).forEach(header -> addPair(header, headers));
    return new Exchange(
        scenario,
        notes,
        request,
        Integer.parseInt(head.getFirst().strip()),
        headers,
        Buffer.buffer(answer.length > 1 ? answer[1].strip() : ""));
  }

  private static void addPair(String line, Map<String, String> to) {
    String[] pair = line.split(":", 2);
    to.put(pair[0].strip(), pair[1].strip());
  }

  /** Writes a file anew. */
  public static void write(Path file, List<Exchange> exchanges) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, exchanges.stream().map(Recording::written).collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(Exchange exchange) {
    StringBuilder text = new StringBuilder(SCENARIO).append(exchange.scenario()).append('\n');
    exchange.notes().forEach((name, value) -> text.append(NOTE + name + ": " + value + "\n"));
    Exchange.Request request = exchange.request();
    text.append(request.method()).append(' ').append(request.target()).append('\n');
    if (!request.body().isEmpty()) {
      text.append('\n').append(request.body()).append('\n');
    }
    text.append('\n').append(ANSWER).append(exchange.status()).append('\n');
    exchange.headers().forEach((name, value) -> text.append(name + ": " + value + "\n"));
    return text.append('\n').append(exchange.body()).append('\n').toString();
  }
}
