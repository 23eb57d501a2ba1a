package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalMatchTest extends SourceFixture {
  @Test
  void hits_that_share_no_word_with_the_question_are_left_out_and_the_others_sorted() {
    api.answer(
        """
        {"results":[
          {"id":1,"text":"Where the wild things are"},
          {"id":2,"text":"Rivers of the north"},
          {"id":3,"title":"The flowing river","text":"It flows to the sea."},
          {"id":4,"text":"O rio corre para o mar"}]}
        """);
    var feed = sources.api(api.uri() + "/feed", Map.of("filter-locally", "true"));
    assertThat(await(feed, "Where does the river flow?").passages())
        .extracting(Passage::id)
        .containsExactly("api:3", "api:2");
    assertThat(await(feed, "rio").passages()).extracting(Passage::id).containsExactly("api:4");
    assertThat(await(feed, "volcano").passages()).isEmpty();
  }
}
