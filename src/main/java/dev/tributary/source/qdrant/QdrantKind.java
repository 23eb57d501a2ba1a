package dev.tributary.source.qdrant;

import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Makes the configured collections, and ends their connections when the server stops. */
@ApplicationScoped
class QdrantKind implements SourceKind {
  static final String NAME = "qdrant";

  private final QdrantConfig config;
  private final Channels channels;
  private List<QdrantSource> sources = List.of();

  QdrantKind(QdrantConfig config, AddressRule rule) {
    this.config = config;
    channels = new Channels(rule);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized List<Source> sources() {
    if (sources.isEmpty()) {
      sources =
          config.sources().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> QdrantSettings.of(entry.getKey(), entry.getValue()))
              .map(settings -> new QdrantSource(settings, channels))
              .toList();
    }
    return List.copyOf(sources);
  }

  @PreDestroy
  synchronized void close() {
    sources.forEach(QdrantSource::close);
    channels.close();
  }
}
