package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
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

  @Test
  void texts_of_one_content_begin_and_end_alike() {
    Random random = new Random(9);
    String letters = "abcXYZ  ..,\n\u00a0éãÇ\u0301\u0327…ﬁ’Σ\u200b½한";
    int same = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder made = new StringBuilder();
      for (int n = random.nextInt(150); n > 0; n--) {
        boolean rare = random.nextInt(20) == 0;
        made.append(letters.charAt(random.nextInt(rare ? letters.length() : 11)));
      }
      String text = made.toString();
      Normalizer.Form form = Normalizer.Form.values()[random.nextInt(4)];
      String other =
          " " + Normalizer.normalize(text, form).replace(" ", " \t").toLowerCase(Locale.ROOT);
      if (Objects.equals(ContentHash.of(null, text), ContentHash.of(null, other))) {
        same++;
        assertThat(ContentHash.ends(other)).as(text).isEqualTo(ContentHash.ends(text));
      }
    }
    assertThat(same).isGreaterThan(15_000);
    String long1 = "The river runs to the sea, and nobody has ever seen it run back. ".repeat(3);
    assertThat(ContentHash.ends(long1 + "x")).isNotEqualTo(ContentHash.ends(long1 + "y"));
    assertThat(ContentHash.ends("x" + long1)).isNotEqualTo(ContentHash.ends("y" + long1));
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
