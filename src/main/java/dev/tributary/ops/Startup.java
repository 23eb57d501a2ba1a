package dev.tributary.ops;

import dev.tributary.ingestion.Loader;
import dev.tributary.retrieval.Retriever;
import dev.tributary.retrieval.SourceCatalog;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What happens when the server starts: the use case and all it needs are made, so that bad
 * configuration is told now, and the sources that are filled from configuration begin to be.
 */
@ApplicationScoped
class Startup {
  private final SourceCatalog catalog;
  private final Loader loader;

  @SuppressWarnings(
      "unused") // naming the retriever makes it, and with it all that a question needs
  Startup(SourceCatalog catalog, Retriever retriever, Loader loader) {
    this.catalog = catalog;
    this.loader = loader;
  }

  void start(@Observes StartupEvent event) {
    loader.start(catalog.sources());
  }
}
