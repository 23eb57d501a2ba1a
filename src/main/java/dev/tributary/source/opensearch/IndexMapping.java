package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonApi;
import java.util.Map;
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

  /** The languages that are stemmed: their stop words and the gentle stemmer of each. */
  private static final Map<String, Words> WORDS =
      Map.of(
          "en", new Words("_english_", "english"),
          "pt", new Words("_portuguese_", "light_portuguese"),
          "es", new Words("_spanish_", "light_spanish"),
          "de", new Words("_german_", "light_german"),
          "fr", new Words("_french_", "light_french"));

  private record Words(String stop, String stemmer) {}

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
    ObjectNode analyser = analysis.putObject("analyzer").putObject(ANALYSER);
    analyser.put("type", "custom").put("tokenizer", "standard");
    @Nullable Words words = language == null ? null : WORDS.get(language);
    if (words == null) {
      analyser.putArray("filter").add("lowercase").add("asciifolding");
      return;
    }
    analyser
        .putArray("filter")
        .add("lowercase")
        .add("tributary_stop")
        .add("asciifolding")
        .add("tributary_stemmer");
    ObjectNode filters = analysis.putObject("filter");
    filters.putObject("tributary_stop").put("type", "stop").put("stopwords", words.stop());
    filters.putObject("tributary_stemmer").put("type", "stemmer").put("language", words.stemmer());
  }

  private static void onlyKept(ObjectNode field) {
    field.put("type", "keyword").put("index", false).put("doc_values", false);
  }
}
