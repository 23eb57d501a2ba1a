package dev.tributary.source.weaviate;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.http.JsonApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the configured collections of Weaviate. */
@ApplicationScoped
class WeaviateKind implements SourceKind {
  static final String NAME = "weaviate";

  private final WeaviateConfig config;
  private final HttpCallers callers;

  WeaviateKind(WeaviateConfig config, HttpCallers callers) {
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

  private Source source(String name, WeaviateConfig.Collection one) {
    String keys = WeaviateConfig.PREFIX + ".\"" + name + "\"";
    StoreSettings settings = StoreSettings.of(keys, name, one);
    requirePropertyNames(keys, settings.fields());
    Map<String, String> headers = new TreeMap<>(one.headers());
    one.apiKey().ifPresent(key -> headers.put("Authorization", "Bearer " + key));
    JsonApi api =
        JsonApi.withVectors(
            keys,
            one.url().orElse(null),
            headers,
            settings.source(),
            callers,
            WeaviateClient.ERRORS);
    return new WeaviateSource(settings, new WeaviateClient(api, WeaviateShape.of(keys, one)));
  }

  /** They stand in queries as they are. */
  private static void requirePropertyNames(String keys, StoreFields f) {
    Stream.of(f.id(), f.chunk(), f.title(), f.url(), f.text(), f.language(), f.metadata())
        .filter(name -> !name.matches("[_A-Za-z][_0-9A-Za-z]{0,230}"))
        .filter(name -> !name.equals(StoreFields.ALL_OTHERS))
        .findFirst()
        .ifPresent(
            name -> {
              throw new BadConfiguration(
                  keys + ".fields", "\"" + name + "\"", "letters, digits and underscores");
            });
  }
}
