package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonApi;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The index that is made where there is none: words analysed in the language of the source, vectors
 * in HNSW, metadata as it is beside {@link FilterTerms}.
 *
 * <p>As in the embedded index, case and accents are folded before a word is stemmed, so that a
 * question typed without accents finds the same; without a language words are only folded.
 */
final class IndexMapping {
  private static final String ANALYSER = "tributary";

  /** Plurals that the stemmer knows by their accents only, which folding has taken. */
  private static final Map<String, String> PLURALS =
      new TreeMap<>(Map.of("[oa]es", "ao", "ois", "ol"));

  /** The languages that are stemmed: their stop words and the gentle stemmer of each. */
  private static final Map<String, Words> WORDS =
      Map.of(
          "en", new Words("_english_", "english", Map.of()),
          "pt", new Words("_portuguese_", "light_portuguese", PLURALS),
          "es", new Words("_spanish_", "light_spanish", Map.of()),
          "de", new Words("_german_", "light_german", Map.of()),
          "fr", new Words("_french_", "light_french", Map.of()));

  private record Words(String stop, String stemmer, Map<String, String> plurals) {}

  private IndexMapping() {}

  /**
   * The body of its creation.
   *
   * @param dimensions of its vectors; 0 for none
   */
  static ObjectNode of(IndexSettings settings, Dialect dialect, int dimensions) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ObjectNode index = body.putObject("settings").putObject("index");
    index.put("number_of_shards", settings.shards());
    index.put("number_of_replicas", settings.replicas());
    analysis(index.putObject("analysis"), settings.store().content().language());
    ObjectNode mappings = body.putObject("mappings");
    mappings.put("dynamic", false);
    ObjectNode properties = mappings.putObject("properties");
    StoreFields names = settings.store().fields();
    properties.putObject(names.id()).put("type", "keyword");
    properties.putObject(names.chunk()).put("type", "integer");
    properties.putObject(names.title()).put("type", "text").put("analyzer", ANALYSER);
    properties.putObject(names.text()).put("type", "text").put("analyzer", ANALYSER);
    properties.putObject(names.language()).put("type", "keyword");
    properties.putObject(TermsFilter.FIELD).put("type", "keyword");
    onlyKept(properties.putObject(names.url()));
    onlyKept(properties.putObject(StoreFields.HASH));
    if (!names.hasFlatMetadata()) {
      properties.putObject(names.metadata()).put("type", "object").put("enabled", false);
    }
    if (dimensions > 0) {
      dialect.settings(index);
      properties.set(
          settings.vectorField(),
          dialect.mapping(dimensions, settings.distance().orElse(Distance.COSINE)));
    }
    return body;
  }

  private static void analysis(ObjectNode analysis, @Nullable String language) {
    ArrayNode steps = Queries.array().add("lowercase");
    @Nullable Words words = language == null ? null : WORDS.get(language);
    if (words == null) {
      steps.add("asciifolding");
    } else {
      ObjectNode filters = analysis.putObject("filter");
      steps.add("tributary_stop").add("asciifolding");
      filters.putObject("tributary_stop").put("type", "stop").put("stopwords", words.stop());
      words.plurals().forEach((plural, singular) -> plural(filters, steps, plural, singular));
      steps.add("tributary_stemmer");
      filters
          .putObject("tributary_stemmer")
          .put("type", "stemmer")
          .put("language", words.stemmer());
    }
    ObjectNode analyser = analysis.putObject("analyzer").putObject(ANALYSER);
    analyser.put("type", "custom").put("tokenizer", "standard").set("filter", steps);
  }

  private static void plural(ObjectNode filters, ArrayNode steps, String plural, String singular) {
    String name = "tributary_plural_" + singular;
    steps.add(name);
    filters
        .putObject(name)
        .put("type", "pattern_replace")
        .put("pattern", "^(.{2,})" + plural + "$")
        .put("replacement", "$1" + singular);
  }

  private static void onlyKept(ObjectNode field) {
    field.put("type", "keyword").put("index", false).put("doc_values", false);
  }
}
