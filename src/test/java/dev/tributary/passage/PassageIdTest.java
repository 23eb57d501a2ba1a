package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassageIdTest {
  @ParameterizedTest
  @CsvSource({
    "42, wiki:42",
    "a/b.md, wiki:a/b.md",
    "a b, wiki:a%20b",
    "100%, wiki:100%25",
    "a#b, wiki:a%23b",
    "a+b, wiki:a%2Bb",
    "x:y, wiki:x:y",
    "informação, wiki:informa%C3%A7%C3%A3o",
    "'a b/c:d', wiki:a%20b/c:d",
    "😀, wiki:%F0%9F%98%80"
  })
  void a_native_id_is_percent_encoded(String nativeId, String id) {
    assertThat(PassageId.of("wiki", nativeId)).isEqualTo(id);
  }

  @Test
  void any_native_id_comes_back() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String nativeId =
          random
              .ints(random.nextInt(1, 20), 1, 0x3000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String whole = PassageId.of("my.source-1", nativeId);
      String part = PassageId.ofChunk("my.source-1", nativeId, i);
      assertThat(PassageId.nativeId(whole)).isEqualTo(nativeId);
      assertThat(PassageId.nativeId(part)).isEqualTo(nativeId);
      assertThat(PassageId.source(part)).isEqualTo("my.source-1");
      assertThat(PassageId.isChunk(part)).isTrue();
      assertThat(PassageId.isChunk(whole)).isFalse();
    }
  }

  @Test
  void an_id_of_content_depends_on_url_and_text_alone() {
    String id = PassageId.ofContent("web", "https://example.com/", "text");
    assertThat(id).matches("web:[0-9a-f]{16}");
    assertThat(PassageId.ofContent("web", "https://example.com/", "text")).isEqualTo(id);
    assertThat(PassageId.ofContent("web", null, "text")).isNotEqualTo(id);
    assertThat(PassageId.ofContent("web", null, "https://example.com/text")).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "none", "wiki:100%", "wiki:%zz", "wiki:a#", "#", "a#b:c"})
  void what_is_no_id_is_read_without_an_error(String id) {
    assertThat(PassageId.source(id)).isNotNull();
    assertThat(PassageId.nativeId(id)).isNotNull();
  }
}
