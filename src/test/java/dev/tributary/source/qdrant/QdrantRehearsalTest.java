package dev.tributary.source.qdrant;

import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.StoreRehearsalContract;
import java.util.List;
import java.util.Map;

class QdrantRehearsalTest extends StoreRehearsalContract {
  @Override
  protected Rehearsal rehearsal(Map<String, String> keys) {
    return new QdrantRehearsal(
        Rehearsal.config(QdrantConfig.class, QdrantConfig.PREFIX, keys),
        new AddressRule(List.of()));
  }
}
