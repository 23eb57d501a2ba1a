package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
  @Test
  void text_is_hashed_as_utf_8() {
    // `printf 'ação' | sha256sum`
    assertThat(HexFormat.of().formatHex(Sha256.of("ação")))
        .isEqualTo("0664077f33cc3ebbaa4bbdacac0eb70e740983080f01dce29929e73b7785a7ad");
  }
}
