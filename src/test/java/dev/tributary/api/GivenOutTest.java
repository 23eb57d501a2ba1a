package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GivenOutTest {
  private final GivenOut givenOut = new GivenOut();

  @Test
  void passage_is_found_again_without_its_vector() {
    givenOut.keep(passage(1, "short"));
    assertThat(givenOut.find("docs:1"))
        .hasValueSatisfying(
            p -> {
              assertThat(p.text()).isEqualTo("short");
              assertThat(p.vector()).isNull();
            });
    assertThat(givenOut.find("docs:2")).isEmpty();
  }

  @Test
  void of_long_passages_fewer_are_kept() {
    String longest = "x".repeat(Passage.MAX_TEXT);
    IntStream.range(0, GivenOut.MOST).forEach(i -> givenOut.keep(passage(i, longest)));
    long kept =
        IntStream.range(0, GivenOut.MOST)
            .filter(i -> givenOut.find("docs:" + i).isPresent())
            .count();
    assertThat(kept).isBetween(1L, GivenOut.MOST / 4L);
  }

  private static Passage passage(int id, String text) {
    return new Passage(
        "docs:" + id,
        "docs",
        null,
        null,
        text,
        null,
        Map.of(),
        Signal.RANK,
        null,
        new Vector("model", new float[] {1, 0}));
  }
}
