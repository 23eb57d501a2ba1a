package dev.tributary.source.milvus;

import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.Map;

class MilvusRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new MilvusRehearsal(
        Rehearsal.config(MilvusConfig.class, MilvusConfig.PREFIX, keys), callers.next());
  }
}
