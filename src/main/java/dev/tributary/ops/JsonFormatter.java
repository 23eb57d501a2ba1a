package dev.tributary.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log as one JSON object: {@code timestamp}, {@code level}, {@code loggerName},
 * {@code threadName}, {@code message}, and if there are any {@code mdc} (of a traced request {@code
 * traceId} and {@code spanId}) and {@code exception}.
 */
final class JsonFormatter extends ExtFormatter {
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public String format(ExtLogRecord line) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("timestamp", line.getInstant().toString());
      json.writeStringField("level", line.getLevel().getName());
      json.writeStringField("loggerName", line.getLoggerName());
      json.writeStringField("threadName", line.getThreadName());
      json.writeStringField("message", formatMessage(line));
      Map<String, String> mdc = line.getMdcCopy();
      if (!mdc.isEmpty()) {
        json.writeObjectFieldStart("mdc");
        for (Map.Entry<String, String> entry : mdc.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      @Nullable Throwable thrown = line.getThrown();
      if (thrown != null) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        json.writeStringField("exception", stack.toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes whatever is written", e);
    }
    return text.append('\n').toString();
  }
}
