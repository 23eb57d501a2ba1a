package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerLibraryTest {
  @Test
  void library_goes_below_a_home_that_can_be_written(@TempDir Path home) {
    assertThat(TokenizerLibrary.directory(home.toString())).isEqualTo(home.resolve(".djl.ai"));
  }

  @Test
  void home_that_cannot_be_written_is_replaced_by_a_directory_of_its_own(@TempDir Path folder)
      throws Exception {
    // A file in its place refuses everybody, even root.
    Path home = Files.writeString(folder.resolve("home"), "");
    Path first = TokenizerLibrary.directory(home.toString());
    Path second = TokenizerLibrary.directory(home.toString());
    assertThat(first).isWritable().isEmptyDirectory().isNotEqualTo(second);
    Files.delete(first);
    Files.delete(second);
  }

  @Test
  void library_is_told_to_stay_offline() {
    TokenizerLibrary.prepare();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
  }
}
