package dev.tributary.source.sql;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Question;
import dev.tributary.postgres.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's query with bound parameters for {@code {question}} and {@code {limit}}.
 *
 * <p>It is asked from within another query, as JSON, row by row: there it can only be one SELECT,
 * its columns need not be known beforehand, and a row cannot be of any size.
 *
 * @param sql with parameters
 * @param places what each of them is
 */
record BoundQuery(String sql, List<Place> places) {
  private static final int MAX_ROW = 1024 * 1024;

  /**
   * What matters in SQL: strings, names, comments and dollar quotes as wholes, a place, a parameter
   * of somebody's own, the end of a statement.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<quoted>[eE]'(?:[^'\\\\]|\\\\.|'')*+'|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\""
              + "|--[^\\n]*+|/\\*.*?\\*/|\\$(?<tag>[A-Za-z_]\\w*|)\\$.*?\\$\\k<tag>\\$)"
              + "|\\{(?<place>[A-Za-z][A-Za-z0-9_.-]*)}|(?<own>\\$\\d+)|(?<end>;)",
          Pattern.DOTALL);

  private static final Pattern PLACE = Pattern.compile("\\{(question|limit)}");

  /** What may stand in a query. */
  enum Place {
    QUESTION,
    LIMIT
  }

  /**
   * Reads a query.
   *
   * @param key where it stands in the configuration
   * @throws BadConfiguration when it is more than one statement, or has a place that is none
   */
  static BoundQuery of(String key, String query) {
    String one = query.strip().replaceAll(";$", "");
    StringBuilder sql = new StringBuilder();
    List<Place> places = new ArrayList<>();
    Matcher token = TOKEN.matcher(one);
    while (token.find()) {
      if (token.group("end") != null) {
        throw new BadConfiguration(key, "\";\" between statements", "one SELECT");
      }
      if (token.group("own") != null) {
        throw new BadConfiguration(key, token.group(), "{question} and {limit} as parameters");
      }
      String quoted = token.group("quoted");
      boolean comment = quoted != null && (quoted.startsWith("--") || quoted.startsWith("/*"));
      if (quoted != null && !comment && PLACE.matcher(quoted).find()) {
        throw new BadConfiguration(
            key,
            "a place in quotes: " + quoted,
            "{question} and {limit} bare, such as '%' || {question} || '%'");
      }
      token.appendReplacement(
          sql,
          Matcher.quoteReplacement(
              quoted == null ? bound(key, token.group("place"), places) : quoted));
    }
    token.appendTail(sql);
    return new BoundQuery(sql.toString(), List.copyOf(places));
  }

  /** The query for a question; at most so many rows, each with one column of JSON. */
  Statement ask(Question question, int limit) {
    // The line break ends a comment that the query may end with.
    String rows =
        "SELECT left(row_to_json(asked_)::text, %d) FROM (%s\n) AS asked_ LIMIT %d"
            .formatted(MAX_ROW, sql, limit);
    List<Object> values =
        places.stream()
            .<Object>map(
                place ->
                    switch (place) {
                      case QUESTION -> question.text();
                      case LIMIT -> (long) limit;
                    })
            .toList();
    return Statement.of(rows, values);
  }

  private static String bound(String key, String name, List<Place> places) {
    return switch (name) {
      case "question" -> {
        places.add(Place.QUESTION);
        yield "$" + places.size() + "::text";
      }
      case "limit" -> {
        places.add(Place.LIMIT);
        yield "$" + places.size() + "::bigint";
      }
      default -> throw new BadConfiguration(key, "{" + name + "}", "{question} and {limit}");
    };
  }
}
