package dev.tributary.source.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the JSONPaths of one API. */
record MappingReader(String keys, String name, HttpTarget target, HttpConfig.Api api) {
  HitMapping mapping() {
    HttpConfig.Fields fields = api.fields();
    String key = keys + ".fields.";
    Map<String, JsonLookup> metadata = new TreeMap<>();
    fields
        .metadata()
        .forEach(
            (field, path) -> metadata.put(field, JsonLookup.of(key + "metadata." + field, path)));
    return new HitMapping(
        JsonLookup.alternatives(api.results()).stream()
            .map(path -> JsonLookup.of(keys + ".results", path))
            .toList(),
        optional(keys + ".empty", api.empty()),
        optional(keys + ".partial", api.partial()),
        optional(key + "rank", fields.rank()),
        new HitFields(
            name,
            target.folder(),
            api.detail().url().isPresent(),
            api.language().orElse(null),
            JsonLookup.of(key + "id", fields.id()),
            JsonLookup.of(key + "title", fields.title()),
            JsonLookup.of(key + "url", fields.url()),
            JsonLookup.of(key + "text", fields.text()),
            JsonLookup.of(key + "score", fields.score()),
            new MetadataMapping(JsonLookup.of(key + "published", fields.published()), metadata)));
  }

  private static @Nullable JsonLookup optional(String key, Optional<String> path) {
    return path.map(p -> JsonLookup.of(key, p)).orElse(null);
  }
}
