package dev.tributary.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of {@link StubPostgres}. The letters are those of the messages in chapter "Message
 * Formats" of PostgreSQL's manual; every value is sent in binary, as the client asks for it.
 */
final class StubSession {
  private static final int END = -1;
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)(::real\\[])?");

  private final Map<String, List<List<Object>>> answers;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final DataOutputStream message = new DataOutputStream(body);
  private final Map<String, String> prepared = new HashMap<>();
  private String bound = "";

  StubSession(Socket client, Map<String, List<List<Object>>> answers) throws IOException {
    this.answers = answers;
    in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
  }

  /** Speaks until the client leaves or nobody is wanted here. */
  void run(BooleanSupplier open) throws IOException {
    in.readNBytes(in.readInt() - Integer.BYTES);
    message.writeInt(0);
    send('R');
    for (String setting : List.of("server_version=15.0", "client_encoding=UTF8")) {
      for (String part : setting.split("=", 2)) {
        text(part);
      }
      send('S');
    }
    message.writeLong(1);
    send('K');
    ready();
    for (int type = in.read();
        type != END && type != 'X' && open.getAsBoolean();
        type = in.read()) {
      answer(type, ByteBuffer.wrap(in.readNBytes(in.readInt() - Integer.BYTES)));
    }
  }

  private void answer(int type, ByteBuffer fields) throws IOException {
    switch (type) {
      case 'Q' -> {
        for (String command : text(fields).split(";", -1)) {
          complete(command.strip());
        }
        ready();
      }
      case 'P' -> {
        prepared.put(text(fields), text(fields));
        send('1');
      }
      case 'D' -> describe(fields.get() == 'S', text(fields));
      case 'B' -> {
        text(fields);
        bound = prepared.get(text(fields));
        send('2');
      }
      case 'E' -> {
        for (List<Object> row : rows(bound)) {
          row(row);
        }
        complete("SELECT");
      }
      case 'S' -> ready();
      default -> throw new IOException("no answer to " + (char) type);
    }
  }

  private List<List<Object>> rows(String sql) {
    return answers.entrySet().stream()
        .filter(answer -> sql.contains(answer.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private void describe(boolean statement, String name) throws IOException {
    String sql = statement ? prepared.get(name) : bound;
    if (statement) {
      Collection<Integer> types = parameters(sql).values();
      message.writeShort(types.size());
      for (int type : types) {
        message.writeInt(type);
      }
      send('t');
    }
    List<Object> row = rows(sql).getFirst();
    message.writeShort(row.size());
    for (Object value : row) {
      text("column");
      message.writeInt(0);
      message.writeShort(0);
      message.writeInt(StubValue.type(value));
      message.writeShort(-1);
      message.writeInt(-1);
      message.writeShort(1);
    }
    send('T');
  }

  /** The types of a statement's parameters, in their order. */
  private static SortedMap<Integer, Integer> parameters(String sql) {
    SortedMap<Integer, Integer> types = new TreeMap<>();
    Matcher each = PARAMETER.matcher(sql);
    while (each.find()) {
      types.put(
          Integer.valueOf(each.group(1)),
          each.group(2) == null ? StubValue.TEXT : StubValue.FLOATS);
    }
    return types;
  }

  private void row(List<Object> row) throws IOException {
    message.writeShort(row.size());
    for (Object value : row) {
      byte[] bytes = StubValue.bytes(value);
      message.writeInt(bytes.length);
      message.write(bytes);
    }
    send('D');
  }

  private void complete(String command) throws IOException {
    text(command.split(" ", 2)[0]);
    send('C');
  }

  private void ready() throws IOException {
    message.write('I');
    send('Z');
    out.flush();
  }

  private void text(String text) throws IOException {
    message.write(text.getBytes(StandardCharsets.UTF_8));
    message.write(0);
  }

  private static String text(ByteBuffer fields) {
    int start = fields.position();
    while (fields.get() != 0) {
      continue;
    }
    int length = fields.position() - start - 1;
    return new String(fields.array(), start, length, StandardCharsets.UTF_8);
  }

  private void send(int type) throws IOException {
    out.write(type);
    out.writeInt(body.size() + Integer.BYTES);
    body.writeTo(out);
    body.reset();
  }
}
