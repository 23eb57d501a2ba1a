package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rehearsal that is for nothing where there is no such store. */
public abstract class StoreRehearsalContract extends RehearsalContract {
  @Test
  void it_is_played_where_there_is_such_a_source_alone() {
    assertThat(rehearsal(Map.of()).isNeeded()).isFalse();
    assertThat(rehearsal(Map.of("url", "http://localhost:1")).isNeeded()).isTrue();
  }
}
