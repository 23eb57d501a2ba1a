package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("question", "top_k", "sources", "url");

  @Test
  void a_slip_of_the_finger_is_understood() {
    assertThat(Nearest.to("qestion", KNOWN)).contains("question");
    assertThat(Nearest.to("topk", KNOWN)).contains("top_k");
    assertThat(Nearest.to("Source", KNOWN)).contains("sources");
  }

  @Test
  void swapped_neighbours_are_one_edit() {
    assertThat(Nearest.to("ulr", List.of("usage", "url"))).contains("url");
  }

  @Test
  void what_is_like_nothing_has_no_neighbour() {
    assertThat(Nearest.to("temperature", KNOWN)).isEmpty();
    assertThat(Nearest.to("ab", KNOWN)).isEmpty();
    assertThat(Nearest.to("", KNOWN)).isEmpty();
    assertThat(Nearest.to("question", List.of())).isEmpty();
  }

  @Test
  void ties_do_not_depend_on_the_order_of_the_known() {
    assertThat(Nearest.to("cat", List.of("rat", "bat"))).contains("bat");
    assertThat(Nearest.to("cat", List.of("bat", "rat"))).contains("bat");
  }
}
