package dev.tributary.source.opensearch;

import dev.tributary.bench.Canned;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import java.util.Map;

/** The fakes of both products, for the costs of their kinds. */
public final class IndexCost {
  private IndexCost() {}

  public static Rehearsal openSearch(HttpCallers callers, boolean vectors) {
    OpenSearchConfig none =
        Rehearsal.config(OpenSearchConfig.class, OpenSearchConfig.PREFIX, Map.of());
    return new OpenSearchRehearsal(none, callers) {
      @Override
      protected Map<String, String> answers() {
        return Canned.of(super.answers(), vectors);
      }
    };
  }

  public static Rehearsal elasticsearch(HttpCallers callers, boolean vectors) {
    ElasticsearchConfig none =
        Rehearsal.config(ElasticsearchConfig.class, ElasticsearchConfig.PREFIX, Map.of());
    return new ElasticsearchRehearsal(none, callers) {
      @Override
      protected Map<String, String> answers() {
        return Canned.of(super.answers(), vectors);
      }
    };
  }
}
