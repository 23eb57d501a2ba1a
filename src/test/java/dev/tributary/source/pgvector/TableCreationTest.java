package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.Statement;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page tells operators what to run themselves where Tributary may not. */
class TableCreationTest {
  private static final Path PAGE = Path.of("docs", "sources", "pgvector.md");
  private static final PostgresAddress ANYWHERE =
      new PostgresAddress("db", 5432, "rag", "me", Optional.empty(), SslMode.DISABLE, null);

  @Test
  void table_is_made_as_documented() throws IOException {
    StoreSettings store =
        new StoreSettings(
            "handbook",
            new WritableSettings("m", "en", 1_200, Optional.empty()),
            OptionalInt.empty(),
            true,
            StoreFields.DEFAULTS,
            SourceSettings.DEFAULTS);
    List<String> made =
        TableCreation.of(PgvectorFixture.settings(ANYWHERE, "handbook", store), OptionalInt.of(384))
            .stream()
            .map(Statement::sql)
            .filter(sql -> sql.startsWith("CREATE"))
            .map(TableCreationTest::plain)
            .toList();
    assertThat(made).containsExactlyInAnyOrderElementsOf(documented());
  }

  private static List<String> documented() throws IOException {
    Matcher first =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(first.find()).isTrue();
    return Arrays.stream(first.group(1).strip().split(";")).map(TableCreationTest::plain).toList();
  }

  /** Without quotes, names of indexes and white space, which mean nothing here. */
  private static String plain(String sql) {
    return sql.replaceAll("INDEX IF NOT EXISTS \\w+", "INDEX")
        .replaceAll("TABLE IF NOT EXISTS", "TABLE")
        .replace("\"", "")
        .replaceAll("\\s+", " ")
        .replace("( ", "(")
        .strip();
  }
}
