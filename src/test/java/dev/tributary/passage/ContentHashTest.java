package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  @Test
  void a_character_counts_for_the_same_alone_and_among_those_that_change_with_it() {
    for (int c = 0x80; c < 0x3000; c++) {
      for (String text : new String[] {"a" + (char) c, (char) c + "a e", "e" + (char) c + "1"}) {
        assertSame(text);
      }
    }
  }

  @Test
  void texts_of_all_scripts_have_the_hash_of_their_normal_form() {
    Random random = new Random(3);
    int[] from = {' ', 'À', 0x300, 'Α', 'а', 0x5d0, 0x1100, 0x1f00, 0x2010, 0x20ac, 0x3041, 0xac00};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, 20); n > 0; n--) {
        text.append((char) (from[random.nextInt(from.length)] + random.nextInt(60)));
      }
      assertSame(text.toString());
    }
  }

  private static void assertSame(String end) {
    String text = "x" + end;
    String normal =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .filter(c -> Character.getType(c) != Character.FORMAT)
            .map(c -> Character.isWhitespace(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    byte[] bytes = normal.strip().replaceAll(" +", " ").getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(Sha256.digest().digest(bytes), 0, 16);
    assertThat(ContentHash.of(null, text)).as(text).isEqualTo(hash);
  }
}
