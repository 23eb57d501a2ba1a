package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.LONG;
import static dev.tributary.source.lucene.LuceneFixture.chunk;
import static dev.tributary.source.lucene.LuceneFixture.chunked;
import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.question;
import static dev.tributary.source.lucene.LuceneFixture.search;
import static dev.tributary.source.lucene.LuceneFixture.whole;
import static dev.tributary.source.lucene.LuceneFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassageByIdTest {
  private final LuceneFixture lucene = new LuceneFixture();
  private final LuceneSource source = lucene.inMemory(null);

  @BeforeEach
  void fill() {
    write(
        source,
        whole(document("a b/c", "One breaker.", Map.of("lang", "en"))),
        chunked(document("long", "…"), chunk("The first breaker."), chunk("The second breaker.")));
  }

  @AfterEach
  void close() {
    lucene.close();
  }

  private Optional<Passage> fetch(String id) {
    return source.fetch(id, Deadline.after(LONG)).await().atMost(LONG);
  }

  @Test
  void whatever_was_found_is_fetched_by_its_id() {
    assertThat(search(source, question("breaker")).passages())
        .hasSize(3)
        .allSatisfy(
            found ->
                assertThat(fetch(found.id()))
                    .hasValueSatisfying(
                        fetched -> {
                          assertThat(fetched.id()).isEqualTo(found.id());
                          assertThat(fetched.text()).isEqualTo(found.text());
                          assertThat(fetched.metadata()).isEqualTo(found.metadata());
                        }));
  }

  @Test
  void what_is_not_there_is_nothing() {
    assertThat(fetch("contract:gone")).isEmpty();
    assertThat(fetch("contract:long")).isEmpty();
    assertThat(fetch("contract:long#2")).isEmpty();
    assertThat(fetch("contract:long#x")).isEmpty();
    assertThat(fetch("contract:a%20b/c#0")).isEmpty();
  }
}
