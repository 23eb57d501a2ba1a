package dev.tributary.ops;

import dev.tributary.ingestion.Loader;
import dev.tributary.retrieval.Retriever;
import dev.tributary.retrieval.SourceCatalog;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * What happens when the server starts: the use case and all it needs are made, so that bad
 * configuration is told now, and the sources that are filled from configuration begin to be.
 */
@ApplicationScoped
class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class);

  private final SourceCatalog catalog;
  private final Loader loader;
  private final CheckConfig check;

  @SuppressWarnings(
      "unused") // naming the retriever makes it, and with it all that a question needs
  Startup(SourceCatalog catalog, Retriever retriever, Loader loader, CheckConfig check) {
    this.catalog = catalog;
    this.loader = loader;
    this.check = check;
  }

  void start(@Observes StartupEvent event) {
    // A call that fails just as it is cancelled has nobody left to tell; Mutiny would log it as an
    // error.
    Infrastructure.setDroppedExceptionHandler(
        failure -> LOG.debugf("nobody waits for: %s", failure));
    if (check.source().isEmpty()) {
      loader.start(catalog.sources());
    }
  }
}
