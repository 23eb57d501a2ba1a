package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.conversation.Turn;
import dev.tributary.conversation.Turn.Role;
import dev.tributary.passage.Question;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetrieverConversationTest extends RetrieverFixture {
  private static final List<Turn> HISTORY = List.of(new Turn(Role.USER, "the Douro"));
  private static final String CONDENSED = "what? Douro";

  @Test
  void sources_and_model_are_asked_the_question_as_it_stands_alone() {
    FakeSource source = FakeSource.named("a").answering("x");
    Retrieval r = got(request().inConversation(HISTORY), source);
    assertThat(asked(source)).containsExactly(CONDENSED);
    assertThat(r.question().text()).isEqualTo("what?");
    assertThat(r.steps().getFirst())
        .isEqualTo(new Step("condensing", Step.Status.OK, 0, "asked: " + CONDENSED));
    assertThat(r.coverage().complete()).isTrue();
  }

  @Test
  void question_without_a_history_has_no_such_step() {
    FakeSource source = FakeSource.named("a").answering("x");
    Retrieval r = got(request(), source);
    assertThat(asked(source)).containsExactly("what?");
    assertThat(r.steps()).extracting(Step::name).doesNotContain("condensing");
  }

  @Test
  void other_wordings_are_asked_too_and_become_one_list() {
    FakeSource source = FakeSource.named("a").answering("x", "y");
    Retrieval r = got(request().inOtherWords(words("which?", "who?")), source);
    assertThat(asked(source)).containsExactlyInAnyOrder("what?", "which?", "who?");
    assertThat(ranking.lists.getFirst().getFirst().passages()).hasSize(2);
    assertThat(r.sources().getFirst().attempts()).isEqualTo(3);
    assertThat(statuses(r)).containsExactly("a ok");
    assertThat(r.coverage()).isEqualTo(new Coverage(1, 1, true, List.of()));
    assertThat(r.question().text()).isEqualTo("what?");
  }

  @Test
  void metered_source_is_asked_once_whatever_the_wordings() {
    FakeSource metered = FakeSource.named("m").answering("x").metered();
    got(request().inOtherWords(words("which?", "who?")), metered);
    assertThat(asked(metered)).containsExactly("what?");
  }

  @Test
  void each_wording_is_embedded_for_itself() {
    FakeSource source =
        FakeSource.named("a")
            .can(new Capabilities(Set.of(), MODEL, false))
            .replying(r -> r.vector().replaceWith(Found.of(List.of())));
    got(request().inOtherWords(words("which?")), source);
    assertThat(source.requests()).hasSize(2);
    assertThat(embedder.questions).hasValue(2);
  }

  @Test
  void source_that_fails_every_wording_is_reported_once() {
    FakeSource source = FakeSource.named("a").failing(ErrorKind.PROTOCOL);
    Retrieval r = got(request(null, 0, false, null).inOtherWords(words("which?")), source);
    assertThat(statuses(r)).containsExactly("a error");
    assertThat(r.coverage()).isEqualTo(new Coverage(1, 0, false, List.of("error")));
  }

  private static List<Question> words(String... texts) {
    return Arrays.stream(texts).map(Question::new).toList();
  }

  private static List<String> asked(FakeSource source) {
    return source.requests().stream().map(SearchRequest::question).map(Question::text).toList();
  }

  private Retrieval got(RetrievalRequest request, FakeSource source) {
    return ask(retriever(source), request).assertCompleted().getItem();
  }
}
