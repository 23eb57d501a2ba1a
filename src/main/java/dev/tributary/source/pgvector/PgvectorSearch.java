package dev.tributary.source.pgvector;

import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresClient;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredHits;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search of a table: words and vector in one transaction and one round trip, as soon as the
 * question's vector is there. When it is not to be had, the words are searched alone and the answer
 * says {@link Found#NO_VECTOR}.
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
    int depth =
        vector == null || words == null
            ? request.limit()
            : Math.max(request.limit(), FusedLists.DEPTH);
    boolean withVectors = model != null && request.returnVectors();
    List<Statement> statements = new ArrayList<>();
    if (words != null) {
      statements.add(
          table.byWords(words, request.question().text(), request.filter(), depth, withVectors));
    }
    if (vector != null) {
      statements.add(table.byVector(vector, request.filter(), depth, withVectors));
    }
    return client
        .run(Script.reading(table.settings(depth), statements), request.deadline())
        .map(rows -> found(rows, vector, withVectors ? model : null));
  }

  /** Without words there is nothing to search instead of a vector that is not to be had. */
  static SourceException noVector(Throwable why) {
    return new SourceException(
        ErrorKind.UNSUPPORTED,
        "the question has no vector, and nothing else is searched: " + why.getMessage(),
        why);
  }

  private Found found(List<RowSet<Row>> rows, @Nullable Vector vector, @Nullable String vectors) {
    StoredHits hits =
        new StoredHits(settings.store().name(), shape.shown(), settings.store().fields());
    if (vector == null) {
      add(hits, Hit.scored(rows.getFirst()), Signal.SCORE, vectors);
      return hits.found(settings.store().content().model() == null ? null : Found.NO_VECTOR);
    }
    List<Hit> near = Hit.near(rows.getLast(), settings.distance());
    if (rows.size() == 1) {
      add(hits, near, settings.distance().signal(), vectors);
    } else {
      List<Hit> words = Hit.scored(rows.getFirst());
      List<Hit> fused =
          FusedLists.of(List.of(words, near), Hit::id, (known, _) -> known, request.limit())
              .stream()
              .map(one -> one.item().scored(one.score()))
              .toList();
      add(hits, fused, Signal.SCORE, vectors);
    }
    return hits.found(null);
  }

  private void add(StoredHits hits, List<Hit> list, Signal signal, @Nullable String vectors) {
    list.forEach(hit -> hit.addTo(hits, settings.store().fields(), signal, vectors));
  }
}
