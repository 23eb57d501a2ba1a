package dev.tributary.source.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of answers that Milvus documents; on the wire stands a fake. */
@Timeout(60)
class MilvusAnswersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final StubApi fake = StubApi.start();
  private final MilvusStores stores = new MilvusStores();

  @AfterEach
  void stop() throws Exception {
    stores.close();
    fake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "100, BAD_REQUEST, does not exist",
    "1100, BAD_REQUEST, wrong parameter",
    "65535, BAD_REQUEST, wrong parameter",
    "1800, AUTH, wrong parameter",
    "1401, AUTH, wrong parameter",
    "8, RATE_LIMITED, wrong parameter",
    "1807, RATE_LIMITED, wrong parameter",
    "4, OVERLOADED, wrong parameter",
    "12, OVERLOADED, wrong parameter",
    "10, UNSUPPORTED, wrong parameter",
    "101, UNAVAILABLE, wrong parameter",
    "103, UNAVAILABLE, wrong parameter",
    "503, UNAVAILABLE, wrong parameter",
    "10001, TIMEOUT, wrong parameter"
  })
  void code_has_its_kind_though_the_status_is_200(int code, ErrorKind kind, String said) {
    fake.answer("{\"code\":%d,\"message\":\"wrong parameter\"}".formatted(code));
    check(new MilvusShape(Optional.empty(), Optional.empty()), kind, said);
  }

  @Test
  void words_of_milvus_are_whole_but_for_the_credential() {
    fake.answer(
        "{\"code\":1100,\"message\":\"%s: the identity is not true\"}"
            .formatted(MilvusStores.token()));
    check(
        new MilvusShape(Optional.empty(), Optional.empty()),
        ErrorKind.BAD_REQUEST,
        "…: the identity is not true");
  }

  @Test
  void no_more_is_taken_than_was_asked_for() {
    String hit = "{\"id\":\"%s\",\"text\":\"A river\",\"distance\":0.5}";
    fake.behave(
        r ->
            r.response()
                .end(
                    r.uri().endsWith("/describe")
                        ? MilvusFaultsTest.DESCRIBED
                        : "{\"code\":0,\"data\":[%s,%s,%s]}"
                            .formatted(
                                hit.formatted("1"), hit.formatted("2"), hit.formatted("3"))));
    SearchRequest request =
        new SearchRequest(
            new Question("river"),
            2,
            null,
            Deadline.after(LONG),
            Uni.createFrom().item(WordVectors.of("river")),
            false);
    assertThat(
            stores
                .open(fake.uri(), "rivers", MilvusStores.settings(false))
                .search(request)
                .await()
                .atMost(LONG)
                .passages())
        .extracting(Passage::id)
        .containsExactly("contract:1", "contract:2");
  }

  @Test
  void other_distance_is_told_with_both() {
    fake.answer(MilvusFaultsTest.DESCRIBED);
    check(
        new MilvusShape(Optional.empty(), Optional.of(Distance.DOT)),
        ErrorKind.BAD_REQUEST,
        "measures by COSINE, not by IP");
  }

  @Test
  void other_field_of_vectors_is_told_with_what_there_is() {
    fake.answer(MilvusFaultsTest.DESCRIBED);
    check(
        new MilvusShape(Optional.of("dense"), Optional.empty()),
        ErrorKind.BAD_REQUEST,
        "has the vector fields [vector]; vector-field is \"dense\"");
  }

  private void check(MilvusShape shape, ErrorKind kind, String said) {
    MilvusSource source = stores.open(fake.uri(), "rivers", MilvusStores.settings(false), shape);
    SearchRequest request =
        new SearchRequest(
            new Question("river"),
            5,
            null,
            Deadline.after(LONG),
            Uni.createFrom().item(WordVectors.of("river")),
            false);
    for (Uni<?> call : List.of(source.check(), source.search(request))) {
      assertThatThrownBy(() -> call.await().atMost(LONG))
          .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageContaining("collection \"rivers\"")
          .hasMessageContaining(said);
    }
  }
}
