package dev.tributary.source.opensearch;

import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.Map;

class ElasticsearchRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new ElasticsearchRehearsal(
        Rehearsal.config(ElasticsearchConfig.class, ElasticsearchConfig.PREFIX, keys),
        callers.next());
  }
}
