package dev.tributary.source.weaviate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A query of GraphQL as a server reads it: {@code { Get { Collection(arguments) { fields } } }}.
 *
 * @param arguments as JSON; a word that is no string is one here
 * @param fields all names in the selection, those of inner ones too
 */
record ReadQuery(String collection, JsonNode arguments, List<String> fields) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[A-Za-z_]\\w*|-?\\d[\\d.]*(?:[eE][-+]?\\d+)?|[{}\\[\\]():,]");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final int COLLECTION = 3;

  static ReadQuery of(String query) {
    List<String> tokens = TOKEN.matcher(query).results().map(MatchResult::group).toList();
    StringBuilder arguments = new StringBuilder();
    int at = COLLECTION + 1;
    if (tokens.get(at).equals("(")) {
      for (; !tokens.get(at).equals(")"); at++) {
        arguments.append(json(tokens.get(at)));
      }
      arguments.append('}');
      at++;
    }
    List<String> fields = new ArrayList<>(tokens.subList(at, tokens.size()));
    fields.removeIf(token -> !WORD.matcher(token).matches());
    try {
      return new ReadQuery(
          tokens.get(COLLECTION),
          JSON.readTree(arguments.isEmpty() ? "{}" : arguments.toString()),
          fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no query: " + query, e);
    }
  }

  private static String json(String token) {
    if (token.equals("(")) {
      return "{";
    }
    boolean isName = WORD.matcher(token).matches();
    return isName && !token.equals("true") && !token.equals("false") ? '"' + token + '"' : token;
  }
}
