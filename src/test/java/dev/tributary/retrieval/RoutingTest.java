package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.EmbeddedText;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.Capabilities;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest extends RetrieverFixture {
  private static final Set<String> NONE = Set.of();

  private final FakeSource near = dense("near", 1, 0);
  private final FakeSource far = dense("far", 0, 1);
  private final FakeSource other = dense("other", 0.1f, 1);

  @Test
  void only_sources_with_one_of_the_tags_are_asked() {
    FakeSource health = described("health", Set.of("health", "public"), NONE);
    FakeSource law = described("law", Set.of("law"), NONE);
    FakeSource plain = FakeSource.named("plain").answering("x");
    assertThat(asked(health, law, plain).by(new Route(Set.of("health", "x"), false, null)))
        .containsExactly("health");
  }

  @Test
  void a_source_that_holds_other_languages_is_left_out() {
    FakeSource english = described("english", NONE, Set.of("en"));
    FakeSource both = described("both", NONE, Set.of("en", "pt"));
    FakeSource any = FakeSource.named("any").answering("x");
    Asking asked = asked(english, both, any);
    Route byLanguage = new Route(NONE, true, null);
    assertThat(asked.by(byLanguage, "qual é a capital do Brasil?")).containsExactly("any", "both");
    assertThat(asked.by(byLanguage, "what is the capital of Brazil?"))
        .containsExactly("any", "both", "english");
    assertThat(asked.by(byLanguage, "Brasília")).containsExactly("any", "both", "english");
  }

  @Test
  void a_required_source_is_always_asked() {
    FakeSource law = described("law", Set.of("law"), NONE);
    FakeSource health = described("health", Set.of("health"), NONE);
    RetrievalRequest request =
        request(SourceChoice.of("health"), new SourceChoice("law", null, null, null, true))
            .routed(new Route(Set.of("health"), false, null));
    Retrieval r = ask(retriever(health, law), request).assertCompleted().getItem();
    assertThat(statuses(r)).containsExactly("health ok", "law ok");
  }

  @Test
  void a_route_that_leaves_nobody_is_refused_with_the_tags_that_there_are() {
    FakeSource law = described("law", Set.of("law"), NONE);
    assertThat(problem(retriever(law), new Route(Set.of("health"), false, null)))
        .isEqualTo(
            new RetrievalException.Unserviceable.Problem(
                "#/route", "it leaves no source to ask", "health", List.of("tag law")));
  }

  @Test
  void a_server_without_profiles_says_so() {
    assertThat(problem(retriever(near), new Route(NONE, false, 1)).detail())
        .isEqualTo("this server keeps no profiles of its sources");
  }

  @Test
  void the_sources_whose_profile_fits_best_are_asked() {
    Retriever retriever = learned(near, far, other);
    Retrieval r = ask(retriever, request().routed(new Route(NONE, false, 1))).getItem();
    assertThat(statuses(r)).containsExactly("near ok");
    assertThat(r.coverage().requested()).isEqualTo(1);
    assertThat(r.coverage().complete()).isTrue();
    assertThat(r.steps())
        .anySatisfy(
            step -> {
              assertThat(step.name()).isEqualTo("routing");
              assertThat(step.status()).isEqualTo(Step.Status.OK);
              assertThat(step.detail()).isEqualTo("1 of 3 sources are asked");
            });
  }

  @Test
  void a_source_of_which_too_little_was_seen_is_asked_in_any_case() {
    FakeSource young = FakeSource.named("young").answering("one passage alone");
    Retriever retriever = learned(near, far, young);
    Retrieval r = ask(retriever, request().routed(new Route(NONE, false, 2))).getItem();
    assertThat(statuses(r)).containsExactly("near ok", "young ok");
  }

  @Test
  void a_source_without_vectors_is_learned_by_embedding_what_it_returned() {
    FakeSource texts = FakeSource.named("texts").answering(texts());
    Retriever retriever = learned(texts, far);
    Retrieval r = ask(retriever, request().routed(new Route(NONE, false, 1))).getItem();
    assertThat(statuses(r)).containsExactly("texts ok");
  }

  @Test
  void a_passage_is_learned_by_the_text_that_the_ranking_embeds() {
    Passage titled =
        new Passage(
            "t:1", "t", "A title", null, "x".repeat(700), null, Map.of(), Signal.RANK, null, null);
    learned(FakeSource.named("t").finding(Found.of(List.of(titled))));
    assertThat(embedder.passages).containsExactly(EmbeddedText.of(titled));
  }

  @Test
  void without_the_questions_vector_all_are_asked_and_the_answer_says_why() {
    Retriever retriever = learned(near, far, other);
    embedder.answer =
        Uni.createFrom()
            .failure(
                new EmbeddingException(
                    EmbeddingException.Reason.UNAVAILABLE, "model is away", null));
    Retrieval r = ask(retriever, request().routed(new Route(NONE, false, 1))).getItem();
    assertThat(r.sources()).hasSize(3);
    assertThat(r.coverage().degraded()).contains("routing");
  }

  @Test
  void a_vector_that_never_comes_costs_a_quarter_of_the_deadline() {
    Retriever retriever = learned(near, far, other);
    embedder.answer = Uni.createFrom().nothing();
    RetrievalRequest request =
        request(Duration.ofSeconds(2), 1, false, null).routed(new Route(NONE, false, 1));
    UniAssertSubscriber<Retrieval> answer = ask(retriever, request);
    timers.advance(Duration.ofMillis(499));
    assertThat(near.calls()).isEqualTo(1);
    timers.advance(Duration.ofMillis(2));
    assertThat(near.calls()).isEqualTo(2);
    answer.cancel();
    assertThat(timers.pending()).isZero();
  }

  /** Which sources are asked, by a route. */
  private interface Asking {
    List<String> by(Route route, String question);

    default List<String> by(Route route) {
      return by(route, "what?");
    }
  }

  private Asking asked(FakeSource... sources) {
    Retriever retriever = retriever(sources);
    return (route, question) -> {
      RetrievalRequest request = RetrievalRequest.of(new Question(question)).routed(route);
      return ask(retriever, request).assertCompleted().getItem().sources().stream()
          .map(report -> report.source())
          .toList();
    };
  }

  /** A retriever that has seen an answer of each source. */
  private Retriever learned(FakeSource... sources) {
    samples = 100;
    Retriever retriever = retriever(sources);
    ask(retriever, request()).assertCompleted();
    return retriever;
  }

  private RetrievalException.Unserviceable.Problem problem(Retriever retriever, Route route) {
    Throwable failure =
        ask(retriever, request().routed(route))
            .assertFailedWith(RetrievalException.Unserviceable.class)
            .getFailure();
    return ((RetrievalException.Unserviceable) failure).problems().getFirst();
  }

  private static FakeSource described(String name, Set<String> tags, Set<String> languages) {
    return FakeSource.named(name)
        .answering("x")
        .with(
            new SourceSettings(
                Duration.ofSeconds(1), false, true, 1, 0, 50, 32, 64, false, tags, languages));
  }

  private static FakeSource dense(String name, float x, float y) {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < SourceProfile.ENOUGH; i++) {
      Vector vector = new Vector(MODEL, new float[] {x, y});
      passages.add(
          new Passage(
              name + ":" + i,
              name,
              null,
              null,
              "text " + i,
              null,
              Map.of(),
              Signal.RANK,
              null,
              vector));
    }
    return FakeSource.named(name)
        .finding(Found.of(passages))
        .can(new Capabilities(Set.of(), MODEL, true));
  }

  private static String[] texts() {
    String[] texts = new String[SourceProfile.ENOUGH];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "text " + i;
    }
    return texts;
  }
}
