package dev.tributary.source.pgvector;

import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.source.Distance;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/**
 * One search of a table: words and vector in one statement, as soon as the question's vector is
 * there. When it is not to be had, the words are searched alone and the answer says {@link
 * Found#NO_VECTOR}.
 */
final class PgvectorSearch {
  private final PgvectorSettings settings;
  private final TableShape shape;
  private final TableSearch table;
  private final SearchRequest request;

  PgvectorSearch(TableShape shape, TableSearch table, SearchRequest request) {
    this.settings = shape.settings();
    this.shape = shape;
    this.table = table;
    this.request = request;
  }

  /**
   * Searches.
   *
   * @param vector of the question; null when there is none
   */
  Uni<Found> on(PostgresClient client, @Nullable Vector vector) {
    @Nullable String model = settings.store().content().model();
    @Nullable String words = settings.searchColumn();
    boolean withVectors = model != null && request.returnVectors();
    return client
        .run(
            table.best(
                words == null ? null : request.question().text(),
                vector,
                request.filter(),
                request.limit(),
                withVectors),
            request.deadline())
        .map(rows -> found(rows.getFirst(), vector, withVectors ? model : null));
  }

  private Found found(RowSet<Row> rows, @Nullable Vector vector, @Nullable String vectors) {
    StoredHits hits =
        new StoredHits(settings.store().name(), shape.shown(), settings.store().fields());
    @Nullable Distance distance = settings.searchColumn() == null ? settings.distance() : null;
    rows.forEach(row -> new Hit(row).addTo(hits, settings.store().fields(), distance, vectors));
    boolean isLacking = vector == null && settings.store().content().model() != null;
    return hits.found(isLacking ? Found.NO_VECTOR : null);
  }
}
