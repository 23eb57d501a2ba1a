package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial does what it says, command by command, but for its two public APIs. */
@Timeout(180)
class TutorialIT {
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private String company = "";
  private String server = "http://localhost:8080";

  @Test
  void every_command_does_what_the_text_says() throws Exception {
    company = "127.0.0.1:" + freePort();
    List<String> commands =
        COMMANDS
            .matcher(Files.readString(Path.of("docs/tutorial.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(commands).hasSize(9);
    assertThat(commands.get(0)).startsWith("./mvnw");
    run(commands.get(1));
    run(commands.get(2));
    run(commands.get(3));
    nobodyCallsPublicApis();
    assertThat(commands.get(4)).startsWith("java ");
    try (PackagedServer started = PackagedServer.start(folder)) {
      server = started.url();
      started.awaitLoaded(2);
      assertThat(run(commands.get(5)))
          .contains(
              "\"id\": \"faq:1\"", "\"requested\": 6", "\"answered\": 4", "\"name\": \"news\"");
      assertThat(run(commands.get(6))).contains("tickets.json", "Charged twice in May");
      assertThat(run(commands.get(7)))
          .contains("[faq:1] How long does a refund take?")
          .contains("(Incomplete: no answer from papers, wiki.)");
      assertThat(run(commands.get(8)))
          .contains("[faq:1] How long does a refund take?")
          .contains("(Incomplete: no answer from news, papers, tickets, wiki.)");
    }
  }

  @AfterEach
  void companyCloses() throws Exception {
    run("kill $(cat api.pid) 2>/dev/null; true");
  }

  private void nobodyCallsPublicApis() throws Exception {
    Files.writeString(
        folder.resolve("config/application.properties"),
        """
        tributary.source.http."wiki".url=http://127.0.0.1:1/
        tributary.source.http."papers".url=http://127.0.0.1:1/
        """,
        StandardOpenOption.APPEND);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private String run(String commands) throws Exception {
    String here =
        commands.replace("http://localhost:8080", server).replace("127.0.0.1:9000", company);
    here = here.replace("http.server 9000", "http.server " + company.substring(10));
    Path output = Files.createTempFile(folder, "step", ".out");
    Process process =
        new ProcessBuilder("bash", "-c", here)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(commands).isTrue();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(commands + said).isZero();
    return said;
  }
}
