package dev.tributary.source.weaviate;

import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.Map;

class WeaviateRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new WeaviateRehearsal(
        Rehearsal.config(WeaviateConfig.class, WeaviateConfig.PREFIX, keys), callers.next());
  }
}
