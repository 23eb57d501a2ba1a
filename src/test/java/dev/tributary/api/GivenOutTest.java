package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import java.util.Collections;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GivenOutTest {
  private final GivenOut givenOut = new GivenOut();

  @Test
  void passage_is_found_again_without_its_vector() {
    givenOut.keep("ana", passage(1, "short"));
    assertThat(givenOut.find("ana", "docs:1"))
        .hasValueSatisfying(
            p -> {
              assertThat(p.text()).isEqualTo("short");
              assertThat(p.vector()).isNull();
            });
    assertThat(givenOut.find("ana", "docs:2")).isEmpty();
    assertThat(givenOut.find("rui", "docs:1")).isEmpty();
    assertThat(givenOut.find("", "docs:1")).isEmpty();
  }

  @Test
  void of_long_passages_fewer_are_kept() {
    String longest = "x".repeat(Passage.MAX_TEXT);
    assertThat(kept(i -> passage(i, longest))).isBetween(1L, GivenOut.MOST / 4L);
  }

  @Test
  void metadata_weighs_too_with_what_its_values_take() {
    Map<String, Object> many = Map.of("tags", Collections.nCopies(250, "a"));
    assertThat(kept(i -> passage(i, "short", many))).isBetween(1L, GivenOut.MOST / 4L);
  }

  private long kept(IntFunction<Passage> made) {
    IntStream.range(0, GivenOut.MOST).forEach(i -> givenOut.keep("", made.apply(i)));
    return IntStream.range(0, GivenOut.MOST)
        .filter(i -> givenOut.find("", "docs:" + i).isPresent())
        .count();
  }

  private static Passage passage(int id, String text) {
    return passage(id, text, Map.of());
  }

  private static Passage passage(int id, String text, Map<String, Object> metadata) {
    return new Passage(
        "docs:" + id,
        "docs",
        null,
        null,
        text,
        null,
        metadata,
        Signal.RANK,
        null,
        new Vector("model", new float[] {1, 0}));
  }
}
