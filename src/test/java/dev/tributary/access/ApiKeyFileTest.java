package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFileTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void write_a_key() throws IOException {
    path = folder.resolve("api-keys");
    Files.writeString(path, Keys.line("ana", "old"));
  }

  @Test
  void a_changed_file_is_taken_over_even_with_the_time_of_the_old_one() throws IOException {
    ApiKeyFile file = new ApiKeyFile(path);
    FileTime time = Files.getLastModifiedTime(path);

    Files.writeString(path, Keys.line("ana", "new"));
    Files.setLastModifiedTime(path, time);
    file.refresh();

    assertThat(file.keys().find("old")).isEmpty();
    assertThat(file.keys().find("new")).isPresent();
  }

  @Test
  void a_broken_file_keeps_the_old_keys_until_it_is_mended() throws IOException {
    ApiKeyFile file = new ApiKeyFile(path);

    Files.writeString(path, "ana new");
    file.refresh();
    assertThat(file.keys().find("old")).isPresent();

    Files.writeString(path, Keys.line("ana", "new"));
    file.refresh();
    assertThat(file.keys().find("old")).isEmpty();
    assertThat(file.keys().find("new")).isPresent();
  }

  @Test
  void a_vanished_file_keeps_the_old_keys() throws IOException {
    ApiKeyFile file = new ApiKeyFile(path);

    Files.delete(path);
    file.refresh();

    assertThat(file.keys().find("old")).isPresent();
  }

  @Test
  void a_missing_or_wrong_file_stops_the_start() throws IOException {
    assertThatThrownBy(() -> new ApiKeyFile(folder.resolve("nowhere")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(ApiKeyFile.KEY)
        .hasMessageContaining("nowhere");

    Files.writeString(path, "ana open-sesame");
    assertThatThrownBy(() -> new ApiKeyFile(path))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("open-sesame");
  }
}
