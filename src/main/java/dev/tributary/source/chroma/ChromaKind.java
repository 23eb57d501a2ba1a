package dev.tributary.source.chroma;

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
import java.util.Optional;
import java.util.TreeMap;

/** Makes the configured collections of Chroma. */
@ApplicationScoped
class ChromaKind implements SourceKind {
  static final String NAME = "chroma";

  private final ChromaConfig config;
  private final HttpCallers callers;

  ChromaKind(ChromaConfig config, HttpCallers callers) {
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

  private Source source(String name, ChromaConfig.Collection one) {
    String keys = ChromaConfig.PREFIX + ".\"" + name + "\"";
    StoreSettings settings = flat(StoreSettings.of(keys, name, one));
    Map<String, String> headers = new TreeMap<>(one.headers());
    one.token().ifPresent(token -> headers.put("X-Chroma-Token", token));
    JsonApi api =
        JsonApi.withVectors(
            keys, one.url().orElse(null), headers, settings.source(), callers, ChromaClient.ERRORS);
    ChromaClient client =
        new ChromaClient(
            api,
            segment(keys, "tenant", Optional.of(one.tenant())),
            segment(keys, "database", Optional.of(one.database())),
            segment(keys, "collection", one.collection()),
            one.distance());
    return new ChromaSource(settings, client);
  }

  /** The settings with all metadata beside the other fields: Chroma knows no objects. */
  static StoreSettings flat(StoreSettings settings) {
    StoreFields f = settings.fields();
    return new StoreSettings(
        settings.name(),
        settings.content(),
        settings.dimensions(),
        settings.create(),
        new StoreFields(
            f.id(), f.chunk(), f.title(), f.url(), f.text(), f.language(), StoreFields.ALL_OTHERS),
        settings.source());
  }

  private static String segment(String keys, String key, Optional<String> name) {
    return name.filter(n -> !n.isBlank())
        .orElseThrow(() -> new BadConfiguration(keys + "." + key, "missing", "a name"));
  }
}
