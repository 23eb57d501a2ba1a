package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of a source. A kind's test extends this and says how to start a backend; see {@link
 * Source}.
 *
 * <p>The backend holds {@link #DOCUMENTS}.
 */
@Timeout(60)
public abstract class SourceContract {
  /** No answer, message or toString may hold it; a kind that takes a credential uses this one. */
  protected static final String SECRET = "s3cr3t-do-not-show";

  /** What the healthy backend holds. */
  protected static final List<Document> DOCUMENTS =
      List.of(
          document(
              "river-1",
              "Rivers",
              "A river carries water to the sea.",
              Map.of("lang", "en", "year", 2020)),
          document(
              "river-2",
              "Tributaries",
              "A tributary is a river that joins a larger river.",
              Map.of("lang", "en", "year", 2022)),
          document(
              "rio-1",
              "Afluentes",
              "O rio São Francisco recebe muitos afluentes; o rio corre para o mar.",
              Map.of("lang", "pt", "year", 2024)),
          document(
              "uni-1",
              "Unicode",
              "river 河流 🌊 naïve Ærøskøbing e\u0301 \u202Eright to left\u202C river",
              Map.of("year", 2021)),
          document("long-1", "Long", "river " + "long text ".repeat(2_000), Map.of("year", 2019)));

  private static Document document(
      String id, String title, String text, Map<String, Object> metadata) {
    return new Document(
        id, title, "https://example.org/" + id, text, (String) metadata.get("lang"), metadata);
  }

  /** A source named {@code contract} over a backend that holds {@link #DOCUMENTS}. */
  protected abstract Source healthy() throws Exception;

  /** A source whose backend cannot be used: down, unwritable, absent. */
  protected abstract Source unusable() throws Exception;

  /** What {@link #unusable()} fails with. */
  protected ErrorKind unusableKind() {
    return ErrorKind.UNAVAILABLE;
  }

  /** A source whose backend takes a call and never answers; empty where there is no such thing. */
  protected Optional<Hanging> hanging() throws Exception {
    return Optional.empty();
  }

  /**
   * Upstream work that never ends by itself.
   *
   * @param calls how many are open at the backend
   */
  public record Hanging(Source source, IntSupplier calls) {
    int open() {
      return calls.getAsInt();
    }
  }

  /** Whether the backend of the last {@link #healthy()} source has been touched. */
  protected abstract boolean touched();

  protected SearchRequest request(String question, int limit, @Nullable Filter filter) {
    return new SearchRequest(
        new Question(question),
        limit,
        filter,
        Deadline.after(Duration.ofSeconds(20)),
        vector(question),
        false);
  }

  /** The question's vector; a kind that has vectors gives one. */
  protected Uni<Vector> vector(String question) {
    return Uni.createFrom().failure(() -> new IllegalStateException("no vectors in this test"));
  }

  protected static Found await(Uni<Found> found) {
    return found.await().atMost(Duration.ofSeconds(30));
  }

  protected static void eventually(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }

  @Test
  void nothing_is_touched_before_subscription() throws Exception {
    Source source = healthy();
    Uni<Found> search = source.search(request("river", 10, null));
    Uni<Void> check = source.check();
    assertThat(search).isNotNull();
    assertThat(check).isNotNull();
    assertThat(touched()).isFalse();
    await(search);
    assertThat(touched()).isTrue();
  }

  @Test
  void finds_what_it_holds_and_names_it() throws Exception {
    Source source = healthy();
    Found found = await(source.search(request("river", 10, null)));
    assertThat(found.passages()).isNotEmpty();
    for (Passage passage : found.passages()) {
      assertThat(passage.source()).isEqualTo(source.name());
      assertThat(PassageId.source(passage.id())).isEqualTo(source.name());
    }
    assertThat(found.passages()).extracting(Passage::id).doesNotHaveDuplicates();
    assertThat(found.passages())
        .anySatisfy(
            p -> {
              assertThat(PassageId.nativeId(p.id())).isEqualTo("river-2");
              assertThat(p.url()).isEqualTo("https://example.org/river-2");
              assertThat(p.title()).isEqualTo("Tributaries");
            });
  }

  @Test
  void passages_come_best_first() throws Exception {
    List<Double> scores =
        await(healthy().search(request("tributary river", 10, null))).passages().stream()
            .map(Passage::rawScore)
            .filter(s -> s != null)
            .toList();
    for (int i = 1; i < scores.size(); i++) {
      assertThat(scores.get(i)).isLessThanOrEqualTo(scores.get(i - 1));
    }
  }

  @Test
  void each_subscription_is_an_attempt_of_its_own() throws Exception {
    Uni<Found> search = healthy().search(request("river", 10, null));
    assertThat(await(search)).isEqualTo(await(search));
  }

  @Test
  void limit_is_kept() throws Exception {
    assertThat(await(healthy().search(request("river", 2, null))).passages()).hasSizeBetween(1, 2);
  }

  @Test
  void texts_are_bounded() throws Exception {
    for (Passage p : await(healthy().search(request("long text river", 10, null))).passages()) {
      assertThat(p.text().length()).isLessThanOrEqualTo(Passage.MAX_TEXT);
    }
  }

  @Test
  void unicode_comes_back_as_it_went_in() throws Exception {
    assertThat(await(healthy().search(request("河流 🌊 river Ærøskøbing", 10, null))).passages())
        .anySatisfy(p -> assertThat(p.text()).contains("河流 🌊 naïve Ærøskøbing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AND OR NOT",
        "\"unbalanced",
        "a:b (c [d TO e] {f} ^2 ~ * ? \\",
        "'; DROP TABLE x; --",
        "{question} ${ENV} %s %00",
        "🌊",
        "<script>alert(1)</script>",
        "a"
      })
  void no_question_is_syntax(String question) throws Exception {
    assertThat(await(healthy().search(request(question, 5, null)))).isNotNull();
  }

  @Test
  void longest_question_is_searched() throws Exception {
    assertThat(await(healthy().search(request("river and sea ".repeat(714), 5, null)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EQ", "NE", "GT", "GTE", "LT", "LTE", "IN", "NIN"})
  void filter_is_pushed_down_or_refused(String name) throws Exception {
    Filter.Operator operator = Filter.Operator.valueOf(name);
    boolean list = operator == Filter.Operator.IN || operator == Filter.Operator.NIN;
    Filter filter =
        new Filter.Comparison(operator, "year", list ? List.of(2020, 2024) : (Object) 2021);
    Source source = healthy();
    Uni<Found> search = source.search(request("river rio", 10, filter));
    if (source.capabilities().supports(filter)) {
      List<Passage> passages = await(search).passages();
      assertThat(passages)
          .isNotEmpty()
          .allSatisfy(
              p -> assertThat(filter.matches(p.metadata())).as("%s", p.metadata()).isTrue());
    } else {
      assertThatThrownBy(() -> await(search))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
    }
  }

  @Test
  void subscribing_does_not_wait_and_cancelling_stops_upstream() throws Exception {
    Optional<Hanging> hanging = hanging();
    assumeTrue(hanging.isPresent(), "this kind has no backend that can hang");
    var subscriber =
        hanging
            .get()
            .source()
            .search(request("river", 5, null))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    subscriber.assertNotTerminated();
    eventually(() -> hanging.get().open() == 1);
    subscriber.cancel();
    eventually(() -> hanging.get().open() == 0);
    subscriber.assertNotTerminated();
  }

  @Test
  void unusable_backend_fails_with_its_kind_and_no_secret() throws Exception {
    Source source = unusable();
    assertThatThrownBy(() -> await(source.search(request("river", 5, null))))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(unusableKind());
              assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET);
            });
  }

  @Test
  void check_tells_well_from_unusable() throws Exception {
    healthy().check().await().atMost(Duration.ofSeconds(30));
    Uni<Void> check = unusable().check();
    assertThatThrownBy(() -> check.await().atMost(Duration.ofSeconds(30)))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void to_string_names_kind_and_name_and_no_secret() throws Exception {
    for (Source source : List.of(healthy(), unusable())) {
      assertThat(source.toString()).contains(source.kind(), source.name()).doesNotContain(SECRET);
      assertThat(source.endpointKey()).isNotBlank().doesNotContain(SECRET);
      assertThat(SourceName.isValid(source.name())).isTrue();
    }
  }
}
