package dev.tributary.source.lucene;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the embedded indexes, and closes them when the server stops. */
@ApplicationScoped
class LuceneKind implements SourceKind {
  static final String NAME = "lucene";

  private final LuceneConfig config;
  private final IndexThreads threads = IndexThreads.forThisMachine();
  private List<LuceneSource> sources = List.of();

  LuceneKind(LuceneConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized List<Source> sources() {
    if (sources.isEmpty()) {
      List<LuceneSettings> all =
          config.sources().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> LuceneSettings.of(entry.getKey(), entry.getValue()))
              .toList();
      refuseSharedFolders(all);
      sources = all.stream().map(settings -> new LuceneSource(settings, threads)).toList();
    }
    return List.copyOf(sources);
  }

  @PreDestroy
  synchronized void close() {
    // First the threads, so that no late search or write opens an index again.
    threads.close();
    sources.forEach(LuceneSource::close);
  }

  private static void refuseSharedFolders(List<LuceneSettings> all) {
    Map<Path, String> owners = new HashMap<>();
    for (LuceneSettings settings : all) {
      if (settings.path() != null) {
        String owner = owners.putIfAbsent(settings.path(), settings.name());
        if (owner != null) {
          throw new BadConfiguration(
              LuceneConfig.PREFIX + ".\"" + settings.name() + "\".path",
              settings.path().toString(),
              "a folder of its own; this one is \"" + owner + "\"'s");
        }
      }
    }
  }
}
