package dev.tributary.api;

import dev.tributary.access.AccessPolicy;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Passages by their ids: from their source if that gives them back, else from what was given out.
 */
@ApplicationScoped
class PassageLookup {
  /** Why there may be nothing, for whoever asks. */
  static final String NONE =
      "no passage of this id is at hand: take one that a search gave in the last "
          + GivenOut.KEPT.toMinutes()
          + " minutes";

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final SourceCatalog catalog;
  private final GivenOut givenOut;
  private final AccessPolicy access;

  PassageLookup(SourceCatalog catalog, GivenOut givenOut, AccessPolicy access) {
    this.catalog = catalog;
    this.givenOut = givenOut;
    this.access = access;
  }

  /** Keeps what a caller was given, for that caller. */
  void keep(Retrieval answer, HttpServerRequest http) {
    String holder = holder(http);
    answer.ranked().passages().forEach(ranked -> givenOut.keep(holder, ranked.passage()));
  }

  /**
   * The passage with an id of a source that there is; empty when nobody has it. Fails when its
   * source does and it was not given out.
   */
  Uni<Optional<Passage>> find(String id, HttpServerRequest http) {
    Optional<Passage> given = givenOut.find(holder(http), id);
    return catalog
        .fetch(id)
        .map(found -> found.or(() -> given))
        .onFailure(SourceException.class)
        .recoverWithUni(
            failure ->
                given.isPresent()
                    ? Uni.createFrom().item(given)
                    : Uni.createFrom().failure(refused(id, (SourceException) failure)));
  }

  private String holder(HttpServerRequest http) {
    return access.holder(AccessFilter.keyOf(http));
  }

  private static Refused refused(String id, SourceException failure) {
    String why = SourceReportJson.ErrorJson.of(failure).message();
    return new Refused(
        Problem.unavailable(
            PassageId.source(id) + ": " + why, failure.retryAfter().orElse(TRY_AGAIN)));
  }
}
