package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Dimensions;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import java.util.Map;

/**
 * The collection that the first write makes: fields for what is filtered and searched by, a
 * function that makes BM25 of the text, and room for all others.
 */
final class MilvusSchema {
  private static final String KEY = "key";
  private static final String BM25 = "text_bm25";

  /** In bytes, of which a character has up to four. */
  private static final Map<String, Object> LIKE_AN_ID = Map.of("max_length", "2048");

  private static final Map<String, Object> LIKE_A_HASH = Map.of("max_length", "256");
  private static final Map<String, Object> SEARCHED =
      Map.of("max_length", "65535", "enable_analyzer", true);

  private MilvusSchema() {}

  static ObjectNode of(MilvusClient client, StoreSettings settings, Dimensions dimensions) {
    StoreFields names = settings.fields();
    ObjectNode body = client.request();
    ObjectNode schema = body.putObject("schema");
    schema.put("autoID", false).put("enableDynamicField", true);
    ArrayNode fields = schema.putArray("fields");
    field(fields, KEY, "VarChar", LIKE_A_HASH).put("isPrimary", true);
    field(fields, names.id(), "VarChar", LIKE_AN_ID);
    field(fields, names.chunk(), "Int64", Map.of());
    field(fields, StoreFields.HASH, "VarChar", LIKE_A_HASH);
    field(fields, names.text(), "VarChar", SEARCHED);
    if (!names.hasFlatMetadata()) {
      field(fields, names.metadata(), "JSON", Map.of());
    }
    field(
        fields,
        client.vectorFieldOfNew(),
        "FloatVector",
        Map.of("dim", String.valueOf(dimensions.known().orElseThrow())));
    field(fields, BM25, "SparseFloatVector", Map.of());
    ObjectNode function = schema.putArray("functions").addObject();
    function.put("name", BM25).put("type", "BM25").putObject("params");
    function.putArray("inputFieldNames").add(names.text());
    function.putArray("outputFieldNames").add(BM25);
    ArrayNode indexes = body.putArray("indexParams");
    String metric = MilvusCollection.metric(client.distanceOfNew());
    index(indexes, client.vectorFieldOfNew(), metric, "AUTOINDEX");
    index(indexes, BM25, "BM25", "SPARSE_INVERTED_INDEX");
    // What was acknowledged is found by the next search.
    body.putObject("params").put("consistencyLevel", "Strong");
    return body;
  }

  private static ObjectNode field(
      ArrayNode fields, String name, String type, Map<String, Object> params) {
    ObjectNode field = fields.addObject().put("fieldName", name).put("dataType", type);
    params.forEach(field.putObject("elementTypeParams")::putPOJO);
    return field;
  }

  private static void index(ArrayNode indexes, String field, String metric, String type) {
    indexes
        .addObject()
        .put("fieldName", field)
        .put("indexName", field)
        .put("metricType", metric)
        .put("indexType", type);
  }
}
