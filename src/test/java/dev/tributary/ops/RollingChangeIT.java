package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers behind a load balancer get another configuration, one after the other, while they are
 * asked: what a rolling update does, on processes.
 */
class RollingChangeIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final int TERMINATED = 143;
  private static final int CALLERS = 8;

  @TempDir private Path folder;

  @Test
  void change_of_configuration_loses_no_question() throws IOException, InterruptedException {
    List<PackagedServer> servers = new ArrayList<>();
    try (SlowApi api = new SlowApi(Duration.ofMillis(80));
        LoadBalancer balancer = LoadBalancer.start(folder, 4)) {
      for (int i = 0; i < 2; i++) {
        servers.add(start(api, balancer, i));
      }
      balancer.awaitSettled();
      try (SteadyLoad load = new SteadyLoad(balancer.url(), CALLERS)) {
        await("both answer", () -> load.answersOf("s0") > 0 && load.answersOf("s1") > 0);
        for (int i = 2; i < 4; i++) {
          servers.add(start(api, balancer, i));
          String fresh = "s" + i;
          await("the new one is asked", () -> load.answersOf(fresh) > 0);

          String old = "s" + (i - 2);
          PackagedServer leaving = servers.get(i - 2);
          int before = load.answersOf(old);
          leaving.terminate();
          assertThat(leaving.exitCode(BOUND)).isIn(0, TERMINATED);
          assertThat(load.answersOf(old)).as("answers while it drained").isGreaterThan(before);
        }
        int second = load.answersOf("s2");
        int third = load.answersOf("s3");
        await(
            "both new ones answer",
            () -> load.answersOf("s2") > second + 10 && load.answersOf("s3") > third + 10);
        load.stop();

        assertThat(load.failures()).isEmpty();
      }
    } finally {
      servers.forEach(PackagedServer::close);
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + ", in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The source is named after the server, so that an answer tells who gave it. */
  private PackagedServer start(SlowApi api, LoadBalancer balancer, int number) throws IOException {
    return PackagedServer.start(
        folder,
        "quarkus.http.port=" + balancer.servers().get(number),
        "tributary.source.http.\"s%d\".url=%s".formatted(number, api.url()),
        "tributary.source.http.\"s%d\".wait=10s".formatted(number),
        "tributary.ranking.model=none",
        "quarkus.shutdown.delay=2s");
  }
}
