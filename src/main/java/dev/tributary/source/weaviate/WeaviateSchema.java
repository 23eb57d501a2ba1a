package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.http.JsonApi;

/**
 * The collection that the first write makes: words are searched in title and text, what is filtered
 * by is kept as it is, vectors come from outside.
 */
final class WeaviateSchema {
  private WeaviateSchema() {}

  static ObjectNode of(WeaviateShape shape, StoreSettings settings) {
    StoreFields names = settings.fields();
    ObjectNode schema = JsonApi.mapper().createObjectNode();
    schema.put("class", shape.collection());
    ObjectNode index = JsonApi.mapper().createObjectNode();
    index.put("distance", WeaviateCollection.metric(shape.distance().orElse(Distance.COSINE)));
    if (shape.vectorName().isPresent()) {
      ObjectNode vector = schema.putObject("vectorConfig").putObject(shape.vectorName().get());
      vector.putObject("vectorizer").putObject("none");
      vector.put("vectorIndexType", "hnsw").set("vectorIndexConfig", index);
    } else {
      schema.put("vectorizer", "none").put("vectorIndexType", "hnsw");
      schema.set("vectorIndexConfig", index);
    }
    if (shape.tenant().isPresent()) {
      schema.putObject("multiTenancyConfig").put("enabled", true).put("autoTenantCreation", true);
    }
    ArrayNode properties = schema.putArray("properties");
    property(properties, names.id(), "text", "field", true, false);
    number(properties, names.chunk());
    property(properties, StoreFields.HASH, "text", "field", false, false);
    property(properties, names.title(), "text", "word", false, true);
    property(properties, names.text(), "text", "word", false, true);
    property(properties, names.url(), "text", "field", false, false);
    property(properties, names.language(), "text", "field", true, false);
    if (!names.hasFlatMetadata()) {
      property(properties, names.metadata(), "text", "field", false, false);
      String terms = MetadataTerms.property(names.metadata());
      property(properties, terms, "text[]", "field", true, false);
    }
    return schema;
  }

  private static void number(ArrayNode properties, String name) {
    properties.addObject().put("name", name).putArray("dataType").add("int");
  }

  private static void property(
      ArrayNode properties,
      String name,
      String type,
      String tokenization,
      boolean isFiltered,
      boolean isSearched) {
    ObjectNode property = properties.addObject();
    property.put("name", name).putArray("dataType").add(type);
    property
        .put("tokenization", tokenization)
        .put("indexFilterable", isFiltered)
        .put("indexSearchable", isSearched);
  }
}
