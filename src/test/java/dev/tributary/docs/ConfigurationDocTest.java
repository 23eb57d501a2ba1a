package dev.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  private final ConfigurationDoc doc =
      new ConfigurationDoc(MappingSource.read(Path.of("src/main/java/dev/tributary")));

  @Test
  void page_says_what_the_code_says() throws IOException {
    String fresh = doc.render();
    if (System.getProperty("docs.update") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, fresh);
    }

    assertThat(PAGE)
        .as("run ./mvnw test -Dtest=ConfigurationDocTest -Ddocs.update")
        .content()
        .isEqualTo(fresh);
  }

  @Test
  void every_key_is_explained() {
    doc.render();

    assertThat(doc.undocumented()).isEmpty();
  }
}
