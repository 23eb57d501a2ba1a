package dev.tributary.source.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Source;
import dev.tributary.source.SourceContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class HttpSourceContractTest extends SourceContract {
  private final StubApi api = StubApi.start();
  private final Sources sources = new Sources();

  @AfterEach
  void stop() throws Exception {
    sources.close();
    api.close();
  }

  @Override
  protected Source healthy() {
    api.answer(documents().toString());
    return source(api.uri() + "/search");
  }

  @Override
  protected Source unusable() {
    try (StubApi gone = StubApi.start()) {
      return source(gone.uri() + "/search");
    }
  }

  @Override
  protected Optional<Hanging> hanging() {
    api.behave(StubApi.hanging());
    Source source = source(api.uri() + "/search");
    return Optional.of(new Hanging(source, api::openCalls));
  }

  @Override
  protected boolean touched() {
    return api.connections() > 0;
  }

  private Source source(String url) {
    return sources
        .of(
            Map.of(
                "\"contract\".url",
                url + "?key=" + SECRET,
                "\"contract\".query.\"q\"",
                "{question}",
                "\"contract\".headers.\"Authorization\"",
                "Bearer " + SECRET,
                "\"contract\".fields.metadata.year",
                "$.year"))
        .getFirst();
  }

  private static ObjectNode documents() {
    ObjectNode answer = JsonBody.MAPPER.createObjectNode();
    ArrayNode results = answer.putArray("results");
    DOCUMENTS.forEach(
        d ->
            results
                .addObject()
                .put("id", d.id())
                .put("title", d.title())
                .put("url", d.url())
                .put("text", d.text())
                .put("score", 1.0 / (results.size() + 1))
                .put("year", (Integer) d.metadata().get("year")));
    return answer;
  }
}
