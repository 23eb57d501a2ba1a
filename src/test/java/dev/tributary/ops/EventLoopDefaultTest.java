package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLoopDefaultTest {
  @Test
  void there_is_one_loop_a_processor() {
    assertThat(loops(Map.of())).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void an_operator_has_the_last_word() {
    assertThat(loops(Map.of("quarkus.vertx.event-loops-pool-size", "7"))).isEqualTo(7);
  }

  private static int loops(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new EventLoopDefault())
        .withSources(new PropertiesConfigSource(properties, "an operator's", 250))
        .build()
        .getValue("quarkus.vertx.event-loops-pool-size", Integer.class);
  }
}
