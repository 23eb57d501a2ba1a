package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.http.StubApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped server tries one source, says what came of it, and ends. */
class CheckOnlyIT {
  @TempDir private Path folder;

  @Test
  void try_of_a_preset_is_printed_and_tells_well_from_broken_by_its_exit_code() throws Exception {
    try (StubApi api = StubApi.start()) {
      api.answer(
          "{\"query\":{\"pages\":[{\"pageid\":1,\"title\":\"River\",\"extract\":\"It flows.\"}]}}");
      String[] keys = {
        "tributary.source.http.\"wiki\".preset=wikipedia",
        "tributary.source.http.\"wiki\".user-agent=test (me@example.org)",
        "tributary.source.http.\"wiki\".url=" + api.uri() + "/w/api.php",
        "tributary.check.source=wiki",
        "tributary.check.question=rivers"
      };
      try (PackagedServer server = PackagedServer.start(folder, keys)) {
        assertThat(server.exitCode()).as(server.output()).isZero();
        assertThat(server.output())
            .contains("sent: GET " + api.uri() + "/w/api.php?", "gsrsearch=rivers")
            .contains("answered: 200", "fields.text", "1. wiki:1 River", "well");
      }
      api.answer("{\"error\":{\"info\":\"No such wiki\"}}");
      try (PackagedServer server = PackagedServer.start(folder, keys)) {
        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.output()).contains("protocol: ", "No such wiki");
      }
    }
  }

  @Test
  void source_that_is_not_there_is_said_with_those_that_are() throws Exception {
    try (PackagedServer server =
        PackagedServer.start(
            folder,
            "tributary.source.http.\"wiki\".url=http://127.0.0.1:9/",
            "tributary.check.source=wkii")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output()).contains("no source named \"wkii\"; there are: wiki");
    }
  }
}
