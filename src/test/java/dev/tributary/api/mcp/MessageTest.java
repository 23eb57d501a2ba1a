package dev.tributary.api.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | -32600 | method is a string",
        "{'method': 7} | -32600 | method is a string",
        "{'method': 'completion/complete'} | -32601 | unknown method; it was"
            + " \"completion/complete\"",
        "{'method': 'tools/list', 'params': []} | -32602 | params is a JSON object",
        "{'method': 'tools/call'} | -32602 | name is a string",
        "{'method': 'tools/call', 'params': {'name': 7}} | -32602 | name is a string",
        "{'method': 'tools/call', 'params': {'name': 'drop'}} | -32602"
            + " | unknown tool; it was \"drop\"; allowed: fetch, retrieve, search",
        "{'method': 'tools/call', 'params': {'name': 'search', 'arguments': []}} | -32602"
            + " | arguments is a JSON object",
        "{'method': 'logging/setLevel'} | -32602 | level is a string",
        "{'method': 'initialize'} | -32602 | clientInfo is a JSON object",
        "{'method': 'initialize', 'params': {'clientInfo': {}, 'capabilities': {'roots': 1}}}"
            + " | -32602 | capabilities is a JSON object of JSON objects",
        "{'method': 'initialize', 'params': {'clientInfo': {}, 'capabilities': {}}} | -32602"
            + " | protocolVersion is a string",
      })
  void what_the_library_could_not_answer_is_refused(String message, int code, String text) {
    assertThat(Message.of(json(message))).isEqualTo(new Message.Fault(code, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'method': 'ping'}",
        "{'method': 'tools/list', 'params': null}",
        "{'method': 'tools/call', 'params': {'name': 'fetch'}}",
        "{'method': 'tools/call', 'params': {'name': 'fetch', 'arguments': {'id': 1}}}",
        "{'method': 'initialize', 'params': {'protocolVersion': '1', 'capabilities': {'a': {}},"
            + " 'clientInfo': {'name': 'a', 'version': '1'}}}",
        "{'id': 1, 'result': {}}",
        "{'id': 1, 'error': {}}",
      })
  void what_it_can_answer_goes_on(String message) {
    assertThat(Message.of(json(message))).isNull();
  }

  @Test
  void name_that_is_too_long_is_told_in_part() {
    JsonObject message = new JsonObject().put("method", "x".repeat(1_000_000));
    assertThat(Message.of(message)).extracting(Message.Fault::text).asString().hasSizeLessThan(200);
  }

  @Test
  void argument_that_is_null_is_as_good_as_absent() {
    JsonObject message =
        json("{'params': {'name': 'search', 'arguments': {'query': 'q', 'filter': null}}}");
    assertThat(Message.dropNulls(message)).isTrue();
    assertThat(message)
        .isEqualTo(json("{'params': {'name': 'search', 'arguments': {'query': 'q'}}}"));
    assertThat(Message.dropNulls(message)).isFalse();
  }

  @Test
  void sessions_are_bounded() {
    assertThat(isRefused(Sessions.MOST - 1)).isFalse();
    assertThat(isRefused(Sessions.MOST)).isTrue();
  }

  private static boolean isRefused(int open) {
    Sessions sessions = new Sessions(Collections.nCopies(open, "session"));
    return Uni.createFrom()
        .deferred(() -> sessions.perform(null))
        .await()
        .atMost(Duration.ofSeconds(5))
        .error();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
