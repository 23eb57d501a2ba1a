package dev.tributary.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.tributary.api.PassageJson.ContributionJson;
import dev.tributary.api.SourceReportJson.ErrorJson;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenByHandTest {
  private static final PassageJson PASSAGE =
      new PassageJson(
          "a:1",
          "T",
          "u",
          "x",
          0.1 + 0.2,
          0.5,
          "a",
          List.of("a", "b"),
          Map.of("list", List.of(1, "two")),
          List.of(new ContributionJson("a", 1, 2.0, "rank", 1, 0.3)));

  private static final SourceReportJson REPORT =
      new SourceReportJson(
          "a", "http", "error", 3, 1, "no vector", 4, 5, 6, new ErrorJson("timeout", "late", 7L));

  @Test
  void every_field_is_written_in_its_order() {
    for (Record one : List.of(PASSAGE, REPORT)) {
      List<String> components =
          Arrays.stream(one.getClass().getRecordComponents())
              .map(RecordComponent::getName)
              .map(SnakeCaseStrategy.INSTANCE::translate)
              .toList();
      JsonNode written = Json.read(Json.write(one));
      assertThat(written.fieldNames()).toIterable().containsExactlyElementsOf(components);
    }
  }

  @Test
  void values_are_those_of_the_record() {
    assertThat(new String(Json.write(PASSAGE), UTF_8))
        .isEqualTo(
            "{\"id\":\"a:1\",\"title\":\"T\",\"url\":\"u\",\"text\":\"x\","
                + "\"score\":0.30000000000000004,\"rerank_score\":0.5,\"source\":\"a\",\"sources\":[\"a\",\"b\"],"
                + "\"metadata\":{\"list\":[1,\"two\"]},\"contributions\":[{\"source\":\"a\","
                + "\"rank\":1,\"raw_score\":2.0,\"signal\":\"rank\",\"weight\":1.0,\"part\":0.3}]}");
    assertThat(new String(Json.write(REPORT), UTF_8))
        .isEqualTo(
            "{\"name\":\"a\",\"kind\":\"http\",\"status\":\"error\",\"count\":3,\"dropped\":1,"
                + "\"degraded\":\"no vector\",\"elapsed_ms\":4,\"queued_ms\":5,\"attempts\":6,"
                + "\"error\":{\"kind\":\"timeout\",\"message\":\"late\",\"retry_after_ms\":7}}");
  }

  @Test
  void what_is_null_is_left_out() {
    assertThat(
            Json.read(
                    Json.write(
                        new PassageJson(
                            "a:1", null, null, "x", 1, null, "a", List.of(), Map.of(), null)))
                .fieldNames())
        .toIterable()
        .containsExactly("id", "text", "score", "source", "sources", "metadata");
  }
}
