package dev.tributary.source.milvus;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.http.JsonApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the configured collections of Milvus. */
@ApplicationScoped
class MilvusKind implements SourceKind {
  static final String NAME = "milvus";

  private final MilvusConfig config;
  private final HttpCallers callers;

  MilvusKind(MilvusConfig config, HttpCallers callers) {
    this.config = config;
    this.callers = callers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    return SourceKind.inOrder(config.sources(), this::source);
  }

  private Source source(String name, MilvusConfig.Collection one) {
    String keys = MilvusConfig.PREFIX + ".\"" + name + "\"";
    StoreSettings settings = StoreSettings.of(keys, name, one);
    Map<String, String> headers = new TreeMap<>();
    // Whole numbers as numbers: otherwise they come as text.
    headers.put("Accept-Type-Allow-Int64", "true");
    one.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
    JsonApi api =
        JsonApi.withVectors(
            keys, one.url().orElse(null), headers, settings.source(), callers, MilvusClient.ERRORS);
    String collection =
        one.collection()
            .filter(c -> !c.isBlank())
            .orElseThrow(() -> new BadConfiguration(keys + ".collection", "missing", "a name"));
    return new MilvusSource(
        settings,
        new MilvusClient(
            api, one.database(), collection, new MilvusShape(one.vectorField(), one.distance())));
  }
}
