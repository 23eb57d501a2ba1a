package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
  private static final String FILE =
      "# who may call\n\n"
          + Keys.line("ana", "secret-of-ana")
          + "\n  "
          + Keys.line("rui", "secret-of-rui").toUpperCase(Locale.ROOT)
          + "   admin \n";

  @Test
  void a_key_is_found_by_its_hash() {
    ApiKeys keys = ApiKeys.parse(FILE);

    assertThat(keys.find("secret-of-ana").map(ApiKey::name)).contains("ana");
    assertThat(keys.find("secret-of-ana").map(ApiKey::admin)).contains(false);
    assertThat(keys.find("secret-of-rui").map(ApiKey::admin)).contains(true);
  }

  @Test
  void a_wrong_an_empty_and_a_huge_key_are_nobodys() {
    ApiKeys keys = ApiKeys.parse(FILE);

    assertThat(keys.find("secret-of-ann")).isEmpty();
    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find("x".repeat(100_000))).isEmpty();
  }

  @Test
  void the_hash_itself_opens_nothing() {
    String line = Keys.line("ana", "secret-of-ana");

    assertThat(ApiKeys.parse(line).find(line.substring(4))).isEmpty();
  }

  @Test
  void a_wrong_line_is_named_by_number_and_not_repeated() {
    assertThatThrownBy(() -> ApiKeys.parse("# keys\nana plain-text-key\n"))
        .hasMessageContaining("line 2")
        .hasMessageContaining(ApiKeys.LINE)
        .hasMessageNotContaining("plain-text-key");
  }

  @Test
  void a_misspelt_role_is_no_role() {
    assertThatThrownBy(() -> ApiKeys.parse(Keys.line("ana", "k") + " admn"))
        .hasMessageContaining("line 1");
  }

  @Test
  void a_key_stands_once() {
    assertThatThrownBy(
            () -> ApiKeys.parse(Keys.line("ana", "same") + "\n" + Keys.line("rui", "same")))
        .hasMessageContaining("line 2 repeats a key");
  }

  @Test
  void a_file_without_keys_is_wrong() {
    assertThatThrownBy(() -> ApiKeys.parse("# nobody yet\n")).hasMessageContaining("no line");
  }

  @Test
  void no_hash_shows_in_a_log() {
    assertThat(ApiKeys.parse(FILE).toString()).doesNotContainPattern("[0-9a-fA-F]{16}");
  }
}
