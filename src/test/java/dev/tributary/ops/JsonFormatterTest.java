package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonFormatterTest {
  private static ExtLogRecord line(String message) {
    ExtLogRecord line = new ExtLogRecord(Level.WARN, message, JsonFormatterTest.class.getName());
    line.setLoggerName("dev.tributary.Somewhere");
    line.setThreadName("main");
    line.setMdc(Map.of());
    return line;
  }

  private static JsonNode written(ExtLogRecord line) throws IOException {
    String text = new JsonFormatter().format(line);
    assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
    return new ObjectMapper().readTree(text);
  }

  @Test
  void line_is_one_object_whatever_the_message_holds() throws IOException {
    JsonNode json = written(line("said \"no\"\nand left {0}"));
    assertThat(json.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("timestamp", "level", "loggerName", "threadName", "message");
    assertThat(json.path("message").asText()).isEqualTo("said \"no\"\nand left {0}");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void trace_and_failure_are_told_when_there_are_any() throws IOException {
    ExtLogRecord line = line("failed");
    line.putMdc("traceId", "4bf9");
    line.setThrown(new IllegalStateException("the reason"));
    JsonNode json = written(line);
    assertThat(json.at("/mdc/traceId").asText()).isEqualTo("4bf9");
    assertThat(json.path("exception").asText())
        .startsWith("java.lang.IllegalStateException: the reason\n\tat ");
  }
}
