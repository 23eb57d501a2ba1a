package dev.tributary.source.sql;

import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.postgres.JsonText;
import dev.tributary.source.Found;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredHits;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From rows to passages: a few columns by name, all others are metadata. */
final class RowMapping {
  private final String source;
  private final String score;
  private final StoreFields fields;

  RowMapping(String source, SqlConfig.Columns columns) {
    this.source = source;
    score = columns.score();
    fields =
        new StoreFields(
            columns.id(),
            StoreFields.DEFAULTS.chunk(),
            columns.title(),
            columns.url(),
            columns.text(),
            columns.language(),
            StoreFields.ALL_OTHERS);
  }

  /**
   * Reads an answer.
   *
   * @param rows of one column, a JSON object each
   */
  Found read(Iterable<Row> rows) {
    StoredHits hits = new StoredHits(source, "the answer", fields);
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      @Nullable Map<String, Object> columns = JsonText.read(row.getString(0));
      if (columns == null) {
        hits.drop();
      } else {
        all.add(columns);
      }
    }
    // Scores of some rows only are no order.
    boolean scored = all.stream().allMatch(columns -> number(columns.get(score)) != null);
    for (Map<String, Object> columns : all) {
      Map<String, Object> others = new HashMap<>(columns);
      @Nullable Double number = number(others.remove(score));
      hits.add(
          contentId(columns),
          others,
          scored ? Signal.SCORE : Signal.RANK,
          scored ? number : null,
          null);
    }
    return hits.found(null);
  }

  private String contentId(Map<String, Object> columns) {
    @Nullable Object url = columns.get(fields.url());
    Object text = columns.getOrDefault(fields.text(), columns.get(fields.title()));
    return PassageId.nativeId(
        PassageId.ofContent(source, url == null ? null : url.toString(), String.valueOf(text)));
  }

  private static @Nullable Double number(@Nullable Object value) {
    return value instanceof Number n && Double.isFinite(n.doubleValue()) ? n.doubleValue() : null;
  }
}
