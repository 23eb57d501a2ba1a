package dev.tributary.source.opensearch;

import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.Map;

class OpenSearchRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new OpenSearchRehearsal(
        Rehearsal.config(OpenSearchConfig.class, OpenSearchConfig.PREFIX, keys), callers.next());
  }
}
